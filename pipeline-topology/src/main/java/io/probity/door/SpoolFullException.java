package io.probity.door;

/** The spool has no room for these records; nothing of them is in it. */
final class SpoolFullException extends Exception {
    private static final long serialVersionUID = 1L;

    SpoolFullException(long wanted, long limit) {
        super(wanted + " bytes are more than the " + limit + " of door.spool.max.bytes leave room for");
    }
}
