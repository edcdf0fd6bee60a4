package io.probity.door;

/** One item of a body: one of two things, and the compiler knows both. */
sealed interface Piece {

    /** One event, as it stands between two places of the body. */
    record Good(int from, int to) implements Piece {}

    /** None. */
    record Bad(String reason, String detail) implements Piece {}
}
