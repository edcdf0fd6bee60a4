package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldClass;
import io.probity.draft.PathTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which values of a source record are kept by the events that were made of it, in {@code data}, {@code raw} or {@code around}.
 *
 * @param all values that are looked for: not null and blank ones, and not what a table calls secret. Of a text that is JSON and is not
 *     kept as it is, the values in it
 * @param lost those of them that are nowhere, each with its path
 */
record Leaves(int all, List<String> lost) {
    static Leaves of(JsonNode record, List<Normalised> results) {
        var search = new Search();
        for (var result : results) {
            switch (result) {
                case Normalised.Event(EventDraft draft, byte[] bytes, var alone) -> search.keep(draft);
                case Normalised.Refused refused -> {
                    if (refused.item() == null) {
                        return new Leaves(0, List.of()); // the record is refused, whole
                    }
                    search.keep(refused.item());
                }
            }
        }
        search.missing(record, List.of());
        return new Leaves(search.all, List.copyOf(search.lost));
    }

    private static final class Search {
        private final Set<String> kept = new HashSet<>();
        private final Set<String> names = new HashSet<>();
        private final List<PathTable> tables = new ArrayList<>();
        private final List<String> lost = new ArrayList<>();
        private int all;

        private void keep(EventDraft draft) {
            keep(draft.freeForm());
            if (draft.raw != null) {
                keep(draft.raw);
            }
            draft.around.objects().forEach(this::keep);
            tables.add(draft.fields.raw());
            tables.add(draft.fields.data());
        }

        private void keep(JsonNode value) {
            walk(value, List.of(), (path, leaf) -> {
                kept.add(leaf.asText());
                names.addAll(path);
            });
        }

        private void missing(JsonNode value, List<String> at) {
            walk(value, at, (path, leaf) -> {
                if (leaf.asText().isBlank() || isSecret(path)) {
                    return;
                }
                // an attribute of OTLP is a member by its key
                if (kept.contains(leaf.asText()) || (path.getLast().equals("key") && names.contains(leaf.asText()))) {
                    all++;
                } else if (leaf.isTextual()
                        && JsonReader.read(leaf.textValue()) instanceof JsonText.Value(JsonNode json)
                        && json.isContainerNode()) {
                    missing(json, path);
                } else {
                    all++;
                    lost.add("/" + String.join("/", path) + " = " + leaf);
                }
            });
        }

        /** A table may begin at the event's own object, wherever that is in the record. */
        private boolean isSecret(List<String> path) {
            for (int from = 0; from < path.size(); from++) {
                var names = path.subList(from, path.size());
                if (tables.stream().anyMatch(table -> table.classOf(names) == FieldClass.SECRET)) {
                    return true;
                }
            }
            return false;
        }

        private static void walk(JsonNode value, List<String> names, BiConsumer<List<String>, JsonNode> leaf) {
            if (value.isObject()) {
                value.properties().forEach(member -> {
                    var below = new ArrayList<>(names);
                    below.add(member.getKey());
                    walk(member.getValue(), below, leaf);
                });
            } else if (value.isArray()) {
                value.forEach(item -> walk(item, names, leaf));
            } else if (!value.isNull()) {
                leaf.accept(names, value);
            }
        }
    }
}
