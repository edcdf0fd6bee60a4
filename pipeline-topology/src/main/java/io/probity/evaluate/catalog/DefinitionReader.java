package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.evaluate.catalog.ControlDefinition.Applies;
import io.probity.evaluate.catalog.ControlDefinition.Evidence;
import io.probity.evaluate.catalog.ControlDefinition.ScopedParams;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Mapping;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.model.Relation;
import io.probity.model.Severity;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of definition, from the objects of a catalog file or of a definition's body: one form for both. */
final class DefinitionReader {
    /** In force from the first event on, where the author gives no time. */
    private static final Instant ALWAYS = Instant.EPOCH;

    /** A hundred years: no time that is added up from events and durations leaves the calendar. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Map<String, String> OPERATORS =
            Map.of("=", "==", "==", "==", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");

    private static final Map<String, Relation> RELATIONS = relations();

    private DefinitionReader() {}

    static ControlDefinition control(Fields fields) {
        var id = fields.needed("id");
        var verdict = fields.text("verdict", "");
        var expect = verdict.isEmpty() ? expect(fields) : "";
        instead(fields, verdict);
        return new ControlDefinition(
                id,
                fields.text("version", "1"),
                fields.instant("effectiveFrom", ALWAYS),
                fields.text("title", id),
                fields.text("description", ""),
                fields.oneOf("severity", Severity.class, Severity.MEDIUM, Set.of(Severity.UNKNOWN)),
                fields.objects("triggers", DefinitionReader::trigger),
                fields.oneOf("judges", Judges.class, Judges.STATE, Set.of()),
                applies(fields),
                fields.text("when", ""),
                expect,
                verdict,
                recalls(fields),
                fields.object("followedBy", DefinitionReader::followedBy),
                fields.text("confidence", ""),
                review(fields),
                fields.objects("evidence", DefinitionReader::evidence),
                fields.oneOf("mode", Mode.class, Mode.OBSERVE, Set.of()),
                fields.values("params"),
                fields.objects("overrides", DefinitionReader::override),
                fields.text("remediation", ""),
                fields.objects("tests", DefinitionReader::test),
                fields.texts("aliases"),
                fields.flag("retired"));
    }

    /** What another engine says is the verdict: beside it nothing else can be. */
    private static void instead(Fields fields, String verdict) {
        for (var other : List.of("expect", "expression", "followedBy")) {
            if (!verdict.isEmpty() && fields.has(other)) {
                fields.error(
                        "verdict",
                        other.equals("followedBy")
                                ? "`followedBy` waits where `expect` holds, and `verdict` has none: PENDING is a word of it"
                                : "`" + other
                                        + "` and `verdict` both say how the subject stands; one of them is enough");
            }
        }
    }

    private static String expect(Fields fields) {
        var gitlab = fields.object("expression", DefinitionReader::comparison);
        // what is followed needs no condition of its own
        var expect = fields.text("expect", fields.has("followedBy") && gitlab == null ? "true" : "");
        if (gitlab == null && expect.isEmpty() && !fields.flag("retired")) {
            fields.error("", "`expect` or `verdict` is needed");
        }
        if (gitlab != null && !expect.isEmpty()) {
            fields.error("expression", "`expect` and `expression` say the same thing; one of them is enough");
        }
        return gitlab == null ? expect : gitlab;
    }

    /** GitLab's form: a comparison of one setting of the subject, which is a fact here. */
    private static String comparison(Fields fields) {
        var field = fields.needed("field");
        var operator = fields.needed("operator");
        var value = CanonicalJson.text(fields.any("value"));
        if (!FIELD.matcher(field).matches()) {
            fields.error("field", "`" + field + "` is not a field name");
        }
        if (!OPERATORS.containsKey(operator)) {
            fields.error("operator", "`" + operator + "` is not one of =, !=, <, <=, >, >=");
        }
        if (!fields.has("value")) {
            fields.error("", "`value` is needed");
        }
        // a JSON literal is a CEL literal
        return "facts." + field + " " + OPERATORS.getOrDefault(operator, "==") + " " + value;
    }

    private static Trigger trigger(Fields fields) {
        fields.exactlyOne("event", "every");
        var period = duration(fields, "every", Trigger.Every.SHORTEST);
        return period == null ? new Trigger.OnEvent(fields.text("event", "")) : new Trigger.Every(period);
    }

    /** In whole seconds, so that what is due by it can be named by its time; null where there is none. */
    private static @Nullable Duration duration(Fields fields, String name, Duration shortest) {
        var duration = fields.duration(name);
        if (duration == null) {
            return null;
        }
        if (duration.compareTo(shortest) < 0 || duration.compareTo(LONGEST) > 0 || duration.toNanosPart() != 0) {
            fields.error(name, "`" + name + "` must be in whole seconds, from " + shortest + " to " + LONGEST);
            return null;
        }
        return duration;
    }

    private static Applies applies(Fields fields) {
        var applies = fields.object("applies", inner -> new Applies(inner.texts("kinds"), texts(inner, "labels")));
        return applies == null ? new Applies(List.of(), Map.of()) : applies;
    }

    private static Map<String, String> texts(Fields fields, String name) {
        var texts = new LinkedHashMap<String, String>();
        fields.values(name).forEach((label, value) -> texts.put(label, value.asText()));
        return texts;
    }

    private static Evidence evidence(Fields fields) {
        fields.exactlyOne("field", "type");
        var name = fields.text("field", fields.text("type", ""));
        return new Evidence(
                name,
                fields.has("field"),
                duration(fields, "ttl", Duration.ofSeconds(1)),
                duration(fields, "tolerance", Duration.ZERO),
                fields.flag("mayBeEmpty"));
    }

    /** By name; what is kept under it is the whole of what is written below it. */
    private static List<RecallDefinition> recalls(Fields fields) {
        var recalls = new ArrayList<RecallDefinition>();
        fields.object("recall", all -> {
            for (var name : fields.values("recall").keySet()) {
                if (!NAME.matcher(name).matches()) {
                    all.error(name, "`" + name + "` is no name: letters, digits and `_`, no digit first");
                }
                var recall = all.object(name, inner -> recall(name, inner));
                if (recall != null) {
                    recalls.add(recall);
                }
            }
            return all;
        });
        return List.copyOf(recalls);
    }

    private static RecallDefinition recall(String name, Fields fields) {
        var within = within(fields, "how far back, such as PT10M");
        var most = fields.any("most");
        boolean given = fields.has("most");
        if (given && (!most.canConvertToInt() || most.asInt() < 1 || most.asInt() > RecallDefinition.MOST)) {
            fields.error("most", "`most` must be a whole number from 1 to " + RecallDefinition.MOST);
        }
        return new RecallDefinition(
                name,
                fields.texts("events"),
                fields.text("where", ""),
                fields.text("groupBy", ""),
                within,
                fields.text("distinct", ""),
                given ? Math.clamp(most.asInt(), 1, RecallDefinition.MOST) : RecallDefinition.USUAL);
    }

    private static FollowedByDefinition followedBy(Fields fields) {
        return new FollowedByDefinition(
                fields.texts("events"),
                fields.text("where", ""),
                fields.text("groupBy", ""),
                within(fields, "how much later, such as P1D"),
                fields.text("distinct", ""));
    }

    private static @Nullable ReviewDefinition review(Fields control) {
        if (control.has("review") && !control.has("confidence") && !control.flag("retired")) {
            control.error(
                    "review", "`review` asks for a verdict of too little `confidence`, and the control reads none");
        }
        return control.object(
                "review",
                fields -> new ReviewDefinition(
                        fields.needed("below"),
                        within(fields, "how long there is to answer, such as P1D"),
                        answers(fields)));
    }

    private static List<Status> answers(Fields fields) {
        var named = new ArrayList<Status>();
        var words = fields.texts("when");
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            var status = ReviewDefinition.ANSWERS.stream()
                    .filter(it -> it.name().equals(word))
                    .findFirst();
            if (status.isEmpty()) {
                var known = ReviewDefinition.ANSWERS.stream().map(Status::name).toList();
                fields.error(
                        "when/" + i,
                        "`" + word + "` is not one of " + String.join(", ", known) + NearestName.hint(word, known));
            } else if (!named.contains(status.get())) {
                named.add(status.get());
            }
        }
        if (fields.has("when") && words.isEmpty()) {
            fields.error(
                    "when", "`when` names no verdict, so nobody would ever be asked: leave it out for PASS and FAIL");
        }
        return fields.has("when") ? List.copyOf(named) : ReviewDefinition.USUAL;
    }

    private static Duration within(Fields fields, String what) {
        if (!fields.has("within")) {
            fields.error("", "`within` is needed: " + what);
        }
        var within = duration(fields, "within", Duration.ofSeconds(1));
        if (within != null && within.compareTo(RecallDefinition.LONGEST) > 0) {
            fields.error("within", "`within` may be " + RecallDefinition.LONGEST + " at most");
        }
        return within == null ? Duration.ofSeconds(1) : within;
    }

    private static ScopedParams override(Fields fields) {
        return new ScopedParams(scope(fields), fields.values("params"));
    }

    private static ControlDefinition.Test test(Fields fields) {
        var name = fields.needed("name");
        var before = fields.list("before");
        var event = fields.any("event");
        var then = fields.list("then");
        var at = duration(fields, "at", Duration.ZERO);
        var facts = fields.values("facts");
        var params = fields.values("params");
        @Nullable Boolean review = fields.has("review") ? fields.flag("review") : null;
        if (!fields.has("expect")) {
            fields.error("", "`expect` is needed: the status that the test expects");
        }
        return new ControlDefinition.Test(
                name,
                before,
                event,
                then,
                at,
                facts,
                params,
                fields.oneOf("expect", Status.class, Status.PASS, Set.of()),
                review);
    }

    private static ScopeRef scope(Fields fields) {
        if (!fields.has("scope")) {
            fields.error("", "`scope` is needed: `*`, a path, {kind, id}, {kind, path} or {unit}");
            return ScopeRef.EVERYWHERE;
        }
        return scope(fields, "scope");
    }

    private static ScopeRef scope(Fields fields, String name) {
        if (!fields.any(name).isObject()) {
            return new ScopeRef(null, null, fields.needed(name));
        }
        var scope = fields.object(name, DefinitionReader::scopeOf);
        return scope == null ? ScopeRef.EVERYWHERE : scope;
    }

    private static ScopeRef scopeOf(Fields fields) {
        var scope = new ScopeRef(
                fields.optional("kind"), fields.optional("id"), fields.optional("path"), fields.optional("unit"));
        if (scope.unit() != null && (scope.kind() != null || scope.id() != null || scope.path() != null)) {
            fields.error("unit", "`unit` stands alone: the unit says which kinds, ids and paths it means");
        }
        return scope;
    }

    static ScopeDefinition unit(Fields fields) {
        var id = fields.needed("id");
        return new ScopeDefinition(
                id,
                fields.text("version", "1"),
                fields.instant("effectiveFrom", ALWAYS),
                fields.text("title", id),
                fields.text("description", ""),
                fields.optional("parent"),
                fields.textsOrObjects("members", path -> new ScopeRef(null, null, path), DefinitionReader::member),
                fields.flag("retired"));
    }

    /** Never another unit: that is said once, by the one that is below. */
    private static ScopeRef member(Fields fields) {
        @Nullable String unit = fields.optional("unit");
        if (unit != null) {
            fields.error("unit", "a unit is no member: let `" + unit + "` name this one as its `parent`");
            return new ScopeRef(null, null, unit);
        }
        return new ScopeRef(fields.optional("kind"), fields.optional("id"), fields.optional("path"));
    }

    static FrameworkDefinition framework(Fields fields) {
        var id = fields.needed("id");
        return new FrameworkDefinition(
                id,
                fields.text("version", "1"),
                fields.instant("effectiveFrom", ALWAYS),
                fields.text("name", id),
                fields.text("description", ""),
                fields.has("owner") ? scope(fields, "owner") : null,
                fields.objects("requirements", DefinitionReader::requirement),
                fields.flag("retired"));
    }

    private static Requirement requirement(Fields fields) {
        return new Requirement(
                fields.needed("id"),
                fields.text("title", ""),
                fields.text("description", ""),
                fields.texts("controls"),
                fields.textsOrObjects("external", External::of, DefinitionReader::external),
                fields.textsOrObjects("mappings", id -> new Mapping(id, Mapping.DEFAULT), DefinitionReader::mapping),
                policy(fields));
    }

    private static @Nullable String policy(Fields fields) {
        @Nullable String id = fields.optional("policy");
        return id == null ? null : FrameworkDefinition.POLICY + id;
    }

    private static External external(Fields fields) {
        return new External(fields.text("tool", ""), fields.needed("name"), fields.any("form"));
    }

    private static Map<String, Relation> relations() {
        var relations = new LinkedHashMap<String, Relation>();
        for (var relation : Relation.values()) {
            if (relation != Relation.UNKNOWN) {
                relations.put(Mapping.word(relation), relation);
            }
        }
        return Collections.unmodifiableMap(relations);
    }

    private static Mapping mapping(Fields fields) {
        var id = fields.needed("id");
        var word = fields.text("relation", Mapping.word(Mapping.DEFAULT));
        var relation = RELATIONS.get(word);
        if (relation == null) {
            var known = RELATIONS.keySet();
            fields.error(
                    "relation",
                    "`" + word + "` is not one of " + String.join(", ", known) + NearestName.hint(word, known));
        }
        return new Mapping(id, relation == null ? Mapping.DEFAULT : relation);
    }

    static AssignmentDefinition assignment(Fields fields) {
        var framework = fields.needed("framework");
        var scope = scope(fields);
        var from = fields.instant("from", fields.instant("effectiveFrom", ALWAYS));
        var to = fields.has("to") ? fields.instant("to", Instant.MAX) : null;
        return new AssignmentDefinition(
                fields.text("id", framework + "@" + scope),
                fields.text("version", "1"),
                fields.instant("effectiveFrom", from),
                framework,
                scope,
                from,
                to,
                fields.flag("retired"));
    }

    static WaiverDefinition waiver(Fields fields) {
        var control = fields.needed("control");
        fields.exactlyOne("subject", "scope");
        var subject = fields.optional("subject");
        var scope = fields.has("scope") ? scope(fields) : null;
        var from = fields.instant("from", fields.instant("effectiveFrom", ALWAYS));
        fields.needed("expires");
        return new WaiverDefinition(
                fields.text("id", control + "@" + (subject == null ? String.valueOf(scope) : subject)),
                fields.text("version", "1"),
                fields.instant("effectiveFrom", from),
                control,
                subject,
                scope,
                fields.needed("reason"),
                fields.needed("approver"),
                from,
                fields.instant("expires", from.plus(Duration.ZERO)),
                fields.flag("retired"));
    }

    static PassThroughDefinition passThrough(Fields fields) {
        var id = fields.needed("id");
        var scope = scope(fields);
        fields.needed("from");
        fields.needed("expires");
        var from = fields.instant("from", ALWAYS);
        var expires = fields.instant("expires", from.plusSeconds(1));
        var lasts = Duration.between(from, expires);
        if (!lasts.isPositive() || lasts.compareTo(PassThroughDefinition.LONGEST) > 0) {
            fields.error(
                    "expires",
                    "a pass-through lasts " + PassThroughDefinition.LONGEST.toDays()
                            + " days at most, and not less than no time: what is to last longer is a waiver, or another `mode`");
        }
        return new PassThroughDefinition(
                id,
                fields.text("version", "1"),
                fields.instant("effectiveFrom", from),
                scope,
                fields.texts("controls"),
                fields.needed("reason"),
                fields.needed("approver"),
                from,
                expires,
                fields.flag("retired"));
    }

    /** The whole file: any of its lists. */
    static Catalog catalog(LocatedTree tree, JsonNode root) {
        var fields = new Fields(tree, "", root);
        var catalog = new Catalog(
                fields.objects("frameworks", DefinitionReader::framework),
                fields.objects("controls", DefinitionReader::control),
                fields.objects("assignments", DefinitionReader::assignment),
                fields.objects("waivers", DefinitionReader::waiver),
                fields.objects("scopes", DefinitionReader::unit),
                fields.objects("passes", DefinitionReader::passThrough));
        fields.done();
        return catalog;
    }
}
