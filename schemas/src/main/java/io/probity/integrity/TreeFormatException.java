package io.probity.integrity;

/**
 * Bytes or a path of a tree that are not as the formats say, or a tile that is not there. The message names the place
 * and what is wrong with it.
 */
public final class TreeFormatException extends IllegalArgumentException {
    private final String place;
    private final String problem;

    public TreeFormatException(String place, String problem) {
        super(place + ": " + problem);
        this.place = place;
        this.problem = problem;
    }

    /** What was read, for example {@code tile/0/x001/067} or {@code entry 7 of a bundle, byte 210}. */
    public String place() {
        return place;
    }

    /** What is wrong with it, in words fit for a report. */
    public String problem() {
        return problem;
    }
}
