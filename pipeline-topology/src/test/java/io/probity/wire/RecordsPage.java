package io.probity.wire;

import io.probity.canonical.FieldTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** docs/records.md as the schemas have it: a table for each record, in the words of the schemas' own comments. */
final class RecordsPage {
    private static final String OPENING = """
            # Records

            Every record of the topics and stores, field by field. This page is made of the comments in
            `schemas/src/main/avro` (`RecordsDocTest`); where it says something, the schema in the registry says it too.
            How topics are kept and keyed: [topics.md](topics.md).

            * **Type.** *time* is an Avro long of logical type timestamp-micros: UTC, microseconds since 1970. *int* has 32 bits, *long*
              64. *or null* is a union with null.
            * **Class.** How freely a text may be shown: `public`, `internal`, `pii` (personal) or `secret`. After the comma, how a personal
              one is kept once protection is on: `encrypt`, `token`, `mask` the value itself, which is [Protected](#protected) then;
              `paths` value by value inside the JSON text; `quoted` words about values that are protected where they come from.
              Numbers, times and words of a closed list have no class: they are as free as the record.
            * **An event is quoted, never un-protected.** What the ledger says of an event it says with the values that the log keeps: where
              the event has a token or a ciphertext, a violation has it too ([decision 8](adr/0008-say-of-an-event-what-the-log-keeps.md)).
            """;

    private final Map<String, Schema> parts = new TreeMap<>();
    private final Map<String, Schema> words = new TreeMap<>();
    private final StringBuilder page = new StringBuilder(OPENING);

    private RecordsPage() {}

    /**
     * Writes the page.
     *
     * @param topics record of each topic, in the order of the flow
     * @param stores record of each store
     */
    static String of(Map<String, Schema> topics, Map<String, Schema> stores) {
        var it = new RecordsPage();
        var onTopics = distinct(topics.values());
        var inStores = distinct(stores.values().stream()
                .filter(schema -> !onTopics.contains(schema))
                .toList());
        Stream.concat(onTopics.stream(), inStores.stream()).forEach(it::collect);
        Stream.concat(onTopics.stream(), inStores.stream()).forEach(main -> it.parts.remove(main.getName()));

        it.page.append("\n## On topics\n\n| topic | record |\n|---|---|\n");
        topics.forEach((topic, record) -> it.row("`" + topic + "`", link(record)));
        onTopics.forEach(record -> it.record(record, "On " + places(topics, record) + ". "));
        it.page.append("\n## Parts of records\n");
        it.parts.values().forEach(part -> it.record(part, ""));
        it.page.append("\n## Rows of stores\n\nNot an interface: read them through the endpoint.\n");
        inStores.forEach(record -> it.record(record, "In " + places(stores, record) + ". "));
        it.page.append("\n## Words\n\nA reader meets a word that is newer than itself as the last column says.\n\n");
        it.page.append("| list | words | meaning | newer |\n|---|---|---|---|\n");
        it.words.values().forEach(it::word);
        return it.page.toString();
    }

    private void record(Schema record, String where) {
        page.append("\n### ").append(record.getName()).append("\n\n");
        page.append(where).append(text(record.getDoc())).append("\n\n");
        page.append("| field | type | class | meaning |\n|---|---|---|---|\n");
        record.getFields()
                .forEach(field -> row("`" + field.name() + "`", type(field.schema()), tag(field), text(field.doc())));
    }

    private void word(Schema list) {
        var anchor = "<a id=\"" + list.getName().toLowerCase(Locale.ROOT) + "\"></a>";
        row(
                anchor + list.getName(),
                list.getEnumSymbols().stream().map(it -> "`" + it + "`").collect(Collectors.joining(" ")),
                text(list.getDoc()),
                "`" + list.getEnumDefault() + "`");
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (parts.put(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM -> words.put(schema.getName(), schema);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::collect);
            default -> {}
        }
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM -> link(schema);
            case ARRAY -> "list of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case UNION -> union(schema);
            case LONG -> schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? "time" : "long";
            default -> schema.getName();
        };
    }

    /** Null last, however the schema has it: a default of null must come first there. */
    private static String union(Schema union) {
        var branches = new ArrayList<String>();
        union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .forEach(branch -> branches.add(type(branch)));
        if (union.isNullable()) {
            branches.add("null");
        }
        return String.join(" or ", branches);
    }

    private static String tag(Schema.Field field) {
        return Stream.of(field.getProp(FieldTag.CLASS), field.getProp(FieldTag.PROTECT))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String link(Schema schema) {
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }

    private static String places(Map<String, Schema> places, Schema record) {
        return places.entrySet().stream()
                .filter(place -> place.getValue().equals(record))
                .map(place -> "`" + place.getKey() + "`")
                .collect(Collectors.joining(", "));
    }

    private static List<Schema> distinct(Collection<Schema> schemas) {
        return schemas.stream().distinct().toList();
    }

    private static String text(@Nullable String doc) {
        return doc == null ? "" : doc.replaceAll("\\s+", " ").strip().replace("|", "\\|");
    }
}
