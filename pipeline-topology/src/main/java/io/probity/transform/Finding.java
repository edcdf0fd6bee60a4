package io.probity.transform;

import io.probity.detect.Kind;

/**
 * Something that a detector found where it did not belong.
 *
 * @param path {@code data/notes}, {@code target/id}; never the value
 */
record Finding(Kind kind, String path) {

    /** For people: where, and of which kind. */
    String words() {
        return path + ": " + kind.word();
    }
}
