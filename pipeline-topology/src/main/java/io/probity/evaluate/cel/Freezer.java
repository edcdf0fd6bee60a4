package io.probity.evaluate.cel;

import io.probity.draft.Shortened;
import io.probity.model.Observation;
import io.probity.model.Seen;

/** Freezes what a path led to, for a record that is kept. */
final class Freezer {
    /** Longest value kept whole, in characters of its JSON: a page of text. A violation is not the place for a policy document. */
    static final int LONGEST = 4096;

    private Freezer() {}

    static Observation freeze(Field path, Inputs inputs) {
        return switch (path.in(inputs)) {
            case Path.Found.Missing ignored -> new Observation(path.toString(), Seen.MISSING, null);
            case Path.Found.Encrypted ignored -> {
                var text = path.logged(inputs);
                boolean fits = text != null && text.length() <= LONGEST;
                yield new Observation(path.toString(), Seen.ENCRYPTED, fits ? text : null);
            }
            case Path.Found.Part ignored -> new Observation(path.toString(), Seen.VALUE, path.logged(inputs));
            case Path.Found.Value ignored -> {
                var text = path.logged(inputs);
                yield text == null || text.length() <= LONGEST
                        ? new Observation(path.toString(), Seen.VALUE, text)
                        : new Observation(path.toString(), Seen.SHORTENED, Shortened.beginning(text, LONGEST));
            }
        };
    }
}
