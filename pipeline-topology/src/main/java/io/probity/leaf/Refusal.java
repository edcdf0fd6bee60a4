package io.probity.leaf;

/**
 * Why an order is not carried out. It is told as a decision; the log has the order all the same.
 *
 * @param words what exactly, without anything personal
 */
public record Refusal(Code code, String words) {

    /** The list is closed; docs/commands.md says of each what to do, and a test compares the two. */
    public enum Code {
        /** Another order has its id. */
        ID_TAKEN,
        /** Of a kind that is newer than this build. */
        UNKNOWN_KIND,
        /** The subject that it names has no violation of this id. */
        UNKNOWN_VIOLATION,
        /** Nobody asked for a review of this id, of the subject that it names. */
        UNKNOWN_REVIEW,
        /** It is so already. */
        SAME_STATUS,
        /** It ended otherwise, and must be reopened first. */
        ENDED,
        /** The state that it was about has healed; should it fail again, that is another violation. */
        HEALED,
        /** It is about a state, which the fact that heals it resolves, and nobody's word. */
        RESOLVED_BY_FACTS,
        /** Who orders is who opened it. */
        OWN_VIOLATION,
        /** Who answers is who did what was judged, or for whom it was done. */
        OWN_REQUEST,
        /** No unit of the name that it gives is in force. */
        UNKNOWN_UNIT,
        /** Too soon after another refresh. */
        RATE_LIMITED
    }

    /** A second order under an id. */
    public static Refusal idTaken() {
        return new Refusal(Code.ID_TAKEN, "another order came under this id; give each its own");
    }

    /** As decisions have it. */
    @Override
    public String toString() {
        return code + ": " + words;
    }
}
