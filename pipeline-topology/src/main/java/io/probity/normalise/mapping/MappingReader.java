package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.document.Problem;
import io.probity.draft.FieldTable;
import io.probity.model.ActorKind;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import io.probity.model.Reason;
import io.probity.normalise.mapping.Mapping.Needed;
import io.probity.normalise.mapping.Mapping.SubjectRule;
import io.probity.normalise.mapping.Mapping.Test;
import io.probity.normalise.mapping.Mapping.Variant;
import io.probity.normalise.shape.Reshape;
import io.probity.normalise.shape.Reshapes;
import io.probity.types.EventTypeFile;
import io.probity.types.EvidenceStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads a mapping, and says what is wrong or doubtful in it. */
final class MappingReader {
    private static final Map<Field, Class<? extends Enum<?>>> CHOICES = Map.of(
            Field.FOR_KIND, ActorKind.class,
            Field.CATEGORY, Category.class,
            Field.CRUD, Crud.class,
            Field.OUTCOME, Outcome.class,
            Field.ACTOR_KIND, ActorKind.class,
            Field.EVIDENCE_STATUS, EvidenceStatus.class);
    /** Without these an event says too little to judge anything by. */
    private static final List<Field> EXPECTED =
            List.of(Field.ID, Field.TYPE, Field.TIME, Field.OUTCOME, Field.ACTOR_ID, Field.SCOPE_ID);

    private final LocatedTree tree;
    private final RuleReader rules;

    MappingReader(LocatedTree tree) {
        this.tree = tree;
        this.rules = new RuleReader(tree);
    }

    Mapping read() {
        var file = new Fields(tree, "", tree.root());
        var base = rules("/event", file.any("event"));
        var subjects = subjects("/event", Mapping.SUBJECTS, file.any("event"));
        var concerns = subjects("/event", Mapping.CONCERNS, file.any("event"));
        var mapping = new Mapping(
                name(file),
                version(file),
                file.needed("shapes"),
                reshape(file),
                unwrap(file),
                needed(file),
                variants(file, base, subjects, concerns),
                fields(file),
                file.objects("types", EventTypeFile::read),
                file.objects("tests", this::test));
        file.optional("documentation");
        file.done();
        if (tree.problems().stream().noneMatch(problem -> problem.level() == Problem.Level.ERROR)) {
            doubts(mapping);
        }
        return mapping;
    }

    private String name(Fields file) {
        var name = file.needed("source");
        if (!name.isEmpty() && !name.matches("[a-z][a-z0-9_]*")) {
            file.error("source", "`" + name + "` must be lower-case letters, digits and _: it stands in topic names");
        }
        return name;
    }

    private int version(Fields file) {
        var version = file.needed("version");
        if (version.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(version);
        }
        file.error("version", "a whole number from 1 is needed");
        return 1;
    }

    private @Nullable Reshape reshape(Fields file) {
        if (!file.has("reshape")) {
            return null;
        }
        var name = file.needed("reshape");
        var reshape = Reshapes.named(name);
        if (reshape == null) {
            file.error(
                    "reshape",
                    "`" + name + "` is not one of " + String.join(", ", Reshapes.names())
                            + NearestName.hint(name, Reshapes.names()));
        }
        return reshape;
    }

    private List<List<Place>> unwrap(Fields file) {
        var ways = new ArrayList<List<Place>>();
        var list = file.list("unwrap");
        for (int i = 0; i < list.size(); i++) {
            var way = new ArrayList<Place>();
            for (var place : list.get(i).isArray() ? list.get(i) : List.of(list.get(i))) {
                place("/unwrap/" + i, place.asText(), way);
            }
            if (!way.isEmpty()) {
                ways.add(way);
            }
        }
        return ways;
    }

    private void place(String at, String text, List<Place> into) {
        try {
            var place = Place.parse(text);
            if (place.isWhole()) {
                into.add(place);
            } else {
                error(
                        at,
                        "`" + text
                                + "` would pass over items without a word: `*` comes last, and what follows is a place of its own,"
                                + " as in [/records/*, /properties/log]");
            }
        } catch (IllegalArgumentException wrong) {
            error(at, String.valueOf(wrong.getMessage()));
        }
    }

    private List<Needed> needed(Fields file) {
        var all = new ArrayList<Needed>();
        var list = file.list("needed");
        for (int i = 0; i < list.size(); i++) {
            var node = list.get(i);
            var written = new ArrayList<String>();
            (node.isArray() ? node : List.of(node)).forEach(word -> written.add(word.asText()));
            all.add(new Needed(String.join(" or ", written), rules.sought("/needed/" + i, node)));
        }
        return all;
    }

    private List<Variant> variants(
            Fields file, Map<Field, Rule> base, List<SubjectRule> subjects, List<SubjectRule> concerns) {
        var all = new ArrayList<Variant>();
        var list = file.list("variants");
        for (int i = 0; i < list.size(); i++) {
            all.add(variant("/variants/" + i, list.get(i), base, subjects, concerns));
        }
        return all.isEmpty() ? List.of(Variant.of("any", null, base, subjects, concerns)) : all;
    }

    private Variant variant(
            String at, JsonNode node, Map<Field, Rule> base, List<SubjectRule> common, List<SubjectRule> concerns) {
        var fields = new Fields(tree, at, node);
        var own = rules(at + "/event", fields.any("event"));
        var subjects = subjects(at + "/event", Mapping.SUBJECTS, fields.any("event"));
        var concerned = Stream.concat(
                        concerns.stream(), subjects(at + "/event", Mapping.CONCERNS, fields.any("event")).stream())
                .toList();
        var together = new EnumMap<Field, Rule>(Field.class);
        together.putAll(base);
        together.putAll(own);
        var when = fields.has("when") ? rules.condition(at + "/when", fields.any("when")) : null;
        var variant =
                Variant.of(fields.needed("name"), when, together, subjects.isEmpty() ? common : subjects, concerned);
        fields.done();
        return variant;
    }

    private Map<Field, Rule> rules(String at, JsonNode node) {
        var found = new EnumMap<Field, Rule>(Field.class);
        if (!node.isObject()) {
            error(at, "an object is needed here");
        }
        rules(at, "", node, found);
        return found;
    }

    /** A group of fields may be written as an object, and a group within it too. */
    private void rules(String at, String group, JsonNode node, Map<Field, Rule> into) {
        for (var member : node.properties()) {
            var key = group + member.getKey();
            var below = at + "/" + member.getKey();
            if (Field.isGroup(key) && member.getValue().isObject()) {
                rules(below, key + ".", member.getValue(), into);
            } else if (!key.equals(Mapping.SUBJECTS) && !key.equals(Mapping.CONCERNS)) {
                put(below, key, member.getValue(), into);
            }
        }
    }

    private void put(String at, String key, JsonNode node, Map<Field, Rule> into) {
        var field = Field.of(key);
        if (field == null) {
            error(at, "an event has no field `" + key + "`" + NearestName.hint(key, Field.keys()));
            return;
        }
        var rule = rules.rule(at, node);
        into.put(field, rule);
        var choice = CHOICES.get(field);
        if (choice != null) {
            rule.words().forEach(word -> choice(at, field, word, choice));
        }
    }

    private void choice(String at, Field field, String word, Class<? extends Enum<?>> type) {
        var known = Stream.of(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(word)) {
            error(
                    at,
                    "`" + word + "` is not one of " + String.join(", ", known) + " for " + field.key()
                            + NearestName.hint(word, known));
        }
    }

    private List<SubjectRule> subjects(String at, String key, JsonNode event) {
        var all = new ArrayList<SubjectRule>();
        var list = event.path(key);
        if (!list.isMissingNode() && !list.isArray()) {
            error(at + "/" + key, "`" + key + "` must be a list");
            return List.of();
        }
        for (int i = 0; i < list.size(); i++) {
            var below = at + "/" + key + "/" + i;
            var subject = list.get(i);
            if (subject.size() != 2 || !subject.has("kind") || !subject.has("id")) {
                error(below, "a subject has `kind` and `id`, and nothing else");
            } else {
                all.add(new SubjectRule(
                        rules.rule(below + "/kind", subject.get("kind")),
                        rules.rule(below + "/id", subject.get("id"))));
            }
        }
        return List.copyOf(all);
    }

    private FieldTable fields(Fields file) {
        var table = new LinkedHashMap<String, List<String>>();
        file.object("fields", classes -> {
            for (var word : FieldTable.words()) {
                table.put(word, classes.texts(word));
            }
            return classes;
        });
        try {
            // Data is the object, or a part of it under the same names.
            return FieldTable.of("fields", Map.of("raw", table, "data", table));
        } catch (IllegalArgumentException wrong) {
            file.error("fields", String.valueOf(wrong.getMessage()));
            return FieldTable.empty();
        }
    }

    private Test test(Fields fields) {
        fields.exactlyOne("expect", "refused");
        var headers = new LinkedHashMap<String, String>();
        fields.values("headers").forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.asText()));
        return new Test(
                fields.needed("name"),
                fields.any("given"),
                headers,
                expected(fields),
                fields.has("refused")
                        ? fields.oneOf("refused", Reason.class, Reason.MISSING_FIELD, Set.of())
                                .name()
                        : null);
    }

    private static void expected(String key, JsonNode value, Map<String, @Nullable String> into) {
        if (value.isObject()) {
            value.properties().forEach(inner -> expected(key + "." + inner.getKey(), inner.getValue(), into));
        } else if (value.isArray()) {
            into.put(
                    key,
                    StreamSupport.stream(value.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(" ")));
        } else {
            into.put(key, text(value));
        }
    }

    private static Map<String, @Nullable String> expected(Fields fields) {
        var expected = new LinkedHashMap<String, @Nullable String>();
        fields.values("expect").forEach((key, value) -> expected(key, value, expected));
        for (var key : expected.keySet()) {
            if (Field.of(key) == null && !key.equals(Mapping.SUBJECTS)) {
                fields.error("expect", "an event has no field `" + key + "`" + NearestName.hint(key, Field.keys()));
            }
        }
        return expected;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    /** What is not wrong and yet worth a word. */
    private void doubts(Mapping mapping) {
        for (var variant : mapping.variants()) {
            for (var field : EXPECTED) {
                if (variant.rule(field) == null) {
                    warning("/event", variant.name() + ": nothing says what `" + field.key() + "` is");
                }
            }
        }
        for (int i = 0; i < mapping.variants().size() - 1; i++) {
            if (mapping.variants().get(i).when() == null) {
                error("/variants/" + i, "no variant after this one is ever reached: it has no `when`");
            }
        }
        unclassified(mapping)
                .forEach(place -> warning(
                        "/fields",
                        place + " is read and has no class, so it counts as personal: name it under `fields`"));
        if (mapping.tests().isEmpty()) {
            warning("", "no test: write one of each variant, with what must come out");
        }
    }

    private static Set<String> unclassified(Mapping mapping) {
        var places = new TreeSet<String>();
        for (var variant : mapping.variants()) {
            variant.rules().values().stream()
                    .flatMap(Rule::places)
                    .filter(place -> mapping.fields().raw().classOf(place.names()) == null)
                    .forEach(place -> places.add(place.text()));
            if (variant.rule(Field.EVIDENCE_TYPE) != null
                    && mapping.fields().data().classOf(List.of(EvidenceFiller.MEMBER)) == null) {
                places.add("/" + EvidenceFiller.MEMBER);
            }
        }
        return places;
    }

    private void error(String at, String message) {
        tree.problem(Problem.Level.ERROR, at, message);
    }

    private void warning(String at, String message) {
        tree.problem(Problem.Level.WARNING, at, message);
    }
}
