package io.probity.integrity;

import java.util.List;

/** What a policy says of a signed checkpoint, or of a proof under one; all but the first are refusals, each with what is missing. */
public sealed interface Trust {
    /**
     * The checkpoint holds.
     *
     * @param log whose signature it has
     * @param witnesses all of the policy's that cosigned it, those beyond the quorum too, in the policy's order
     */
    record Trusted(Checkpoint checkpoint, VerifierKey log, List<Witnessed> witnesses) implements Trust {
        public Trusted {
            witnesses = List.copyOf(witnesses);
        }

        @Override
        public String why() {
            return "signed by " + log.name() + ", witnessed by " + witnesses.size();
        }
    }

    /**
     * One cosignature.
     *
     * @param name of the witness in the policy
     * @param seconds since the epoch, when it says that it signed; the policy compares it with no clock
     */
    record Witnessed(String name, long seconds) {}

    /** The note's text is no checkpoint. */
    record NoCheckpoint(String detail) implements Trust {
        @Override
        public String why() {
            return "not a checkpoint: " + detail;
        }
    }

    /** No log of the policy has this origin; none has any if the policy has no logs. */
    record UnknownLog(String origin) implements Trust {
        @Override
        public String why() {
            return "unknown log " + shortened(origin);
        }
    }

    /** The log is known and none of the signatures is of its key. */
    record Unsigned(String origin) implements Trust {
        @Override
        public String why() {
            return "not signed by the log " + shortened(origin);
        }
    }

    /** A signature says that it is of a key of the policy and is not: the text or the signature was altered. */
    record SignatureWrong(String name) implements Trust {
        @Override
        public String why() {
            return "signature wrong: " + name;
        }
    }

    /**
     * The log signed, and too few witnesses did.
     *
     * @param quorum the witness or group that the policy asks for
     * @param have of its members have witnessed
     * @param need of its members have to
     * @param missing those members that have not, in the policy's order
     */
    record QuorumMissed(String quorum, int have, int need, List<String> missing) implements Trust {
        public QuorumMissed {
            missing = List.copyOf(missing);
        }

        @Override
        public String why() {
            return "quorum " + have + " of " + need + ": missing " + String.join(", ", missing);
        }
    }

    /**
     * The checkpoint holds, and the entry is not the leaf of its tree that it is said to be.
     *
     * @param index of the leaf
     * @param size of the tree
     * @param detail what is wrong with the proof
     */
    record NotIncluded(long index, long size, String detail) implements Trust {
        @Override
        public String why() {
            return "not leaf " + index + " of " + size + ": " + detail;
        }
    }

    /** In words, on one line, at most of a few hundred characters where it repeats what is not verified. */
    String why();

    private static String shortened(String origin) {
        int most = 200; // nobody has signed it
        return origin.length() <= most ? origin : origin.substring(0, most) + "…";
    }
}
