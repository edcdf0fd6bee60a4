package io.probity.evaluate.catalog;

import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** What a commit found of its publish. */
public sealed interface Publication {
    /** As many definitions as the commit says: they come into force, all of them. */
    record Whole(List<Definition> definitions) implements Publication {}

    /**
     * Fewer or more than the commit says: none of them ever comes into force.
     *
     * @param said definitions that the commit says there are
     * @param came that came, each counted once
     */
    record Partial(int said, int came) implements Publication {}

    /**
     * As many as the commit says, and what they say does not hold together: none of them ever comes into force.
     *
     * @param count definitions that came
     * @param fault what does not
     */
    record Unsound(int count, String fault) implements Publication {}

    /**
     * The definitions that wait for the commit of their publish, each publish by its name, so that publishes may be interleaved.
     * One that comes again, the same in every part, is the same one; a commit closes its publish whatever it found, and what
     * comes under the name later begins anew.
     */
    final class Waiting {
        private final Map<String, SequencedSet<Definition>> byPublish = new HashMap<>();

        /** A definition that is no commit. */
        public void add(Definition definition) {
            byPublish
                    .computeIfAbsent(definition.getPublish(), name -> new LinkedHashSet<>())
                    .add(definition);
        }

        /** What the commit ends. */
        public Publication close(Definition commit) {
            if (commit.getKind() != DefinitionKind.COMMIT) {
                throw new IllegalArgumentException(commit.getKind() + " " + commit.getId() + " commits nothing");
            }
            var came = byPublish.remove(commit.getPublish());
            int count = came == null ? 0 : came.size();
            if (count != commit.getCount()) {
                return new Partial(commit.getCount(), count);
            }
            return new Whole(came == null ? List.of() : new ArrayList<>(came));
        }
    }
}
