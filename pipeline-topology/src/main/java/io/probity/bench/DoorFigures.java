package io.probity.bench;

/**
 * What a comparison of the door with a bare producer came to: medians.
 *
 * @param bare events a second of the producer
 * @param door events a second over HTTP
 * @param doorMicros processor time of the door for each event, in microseconds
 * @param heapBefore bytes that were live in the door before the first run that counts, after a collection
 * @param heapAfter the same after the last
 */
public record DoorFigures(
        int events, int batch, double bare, double door, double doorMicros, long heapBefore, long heapAfter) {

    /** Over HTTP for each of the producer; 0.5 is the bar. */
    public double ratio() {
        return door / bare;
    }
}
