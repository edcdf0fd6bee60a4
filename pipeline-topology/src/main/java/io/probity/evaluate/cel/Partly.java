package io.probity.evaluate.cel;

import java.util.List;

/**
 * A value of which only a part is known, such as a count of events of which some may be missing. What it decides all the same is
 * decided: 100 and more are not fewer than 5. Whatever else rests on it is UNKNOWN.
 */
sealed interface Partly {
    /** In words, for a reason. */
    String words();

    /**
     * A number.
     *
     * @param least it is no less
     * @param most it is no more; {@link Long#MAX_VALUE} where nobody knows
     * @param why only a part is known, in words; empty where nothing is to be said of it
     */
    record Count(long least, long most, String why) implements Partly {
        Count(long least, long most) {
            this(least, most, "");
        }

        @Override
        public String words() {
            var range = most == Long.MAX_VALUE ? "at least " + least : least + " to " + most;
            return why.isEmpty() ? range : range + ", since " + why;
        }

        @Override
        public String toString() {
            return words();
        }
    }

    /** Texts: these, and perhaps more. */
    record Texts(List<String> known) implements Partly {
        @Override
        public String words() {
            return "at least " + Words.of(known);
        }

        @Override
        public String toString() {
            return words();
        }
    }

    /** A time that may be another. */
    record Time() implements Partly {
        @Override
        public String words() {
            return "not known for certain";
        }

        @Override
        public String toString() {
            return words();
        }
    }
}
