package io.probity.normalise.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.document.Problem;
import io.probity.draft.Around;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Reason;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import io.probity.normalise.Normalised;
import io.probity.normalise.Reading;
import io.probity.normalise.Sources;
import io.probity.normalise.TypeNaming;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFileTest {
    private static final String HEAD = """
            source: acme
            version: 2
            shapes: events
            """;
    private static final String WHOLE = HEAD + """
            unwrap: [/records/*, /batch/events/*]
            needed: [/verb]
            event:
              id: [/id, {join: "{/seq}@{/at}"}]
              type: {join: "acme.{/verb}"}
              action: /verb
              time: /at
              outcome: {of: /result, words: {fine: success, "no*": denied}, otherwise: /result}
              actor:
                id: /who
                name: {join: "{/first} {/last}"}
                kind: {of: /who, words: {"svc-*": service, "*": user}}
              scope: {kind: project, id: record:/project}
              ip: {of: /peer, part: "([0-9.]+):[0-9]+"}
              request: header:X-Request
              sequence: /seq
            variants:
            - name: login
              when: {all: [{of: /verb, is: [login, "sso-*"]}, {not: {has: /silent}}]}
              event:
                category: user_interaction
                subjects: [{kind: user, id: /who}]
            - name: other
              event: {target: {type: file, id: /file}}
            """;
    private static final TypeNaming NAMING = new TypeNaming(Sources.shipped().types());

    @Test
    void fillsWhatItSays() {
        var draft = only("""
                {"project": "p-1", "records": [{"id": "e-1", "verb": "SSO-start", "at": "2026-05-01T10:00:00Z", "who": "mia",
                 "result": "Fine", "peer": "192.0.2.7:443", "seq": 12}]}""", Map.of("x-request", "r-9"));

        assertThat(draft.id).isEqualTo("e-1");
        assertThat(draft.eventType).isEqualTo("acme.SSO-start");
        assertThat(draft.effective).hasToString("2026-05-01T10:00:00Z");
        assertThat(draft.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(draft.actor.getKind()).hasToString("USER");
        assertThat(draft.scope).isEqualTo(new Scope("project", "p-1", null));
        assertThat(draft.metadata).isEqualTo(new Metadata("192.0.2.7", null, null, null));
        assertThat(draft.requestId).isEqualTo("r-9");
        assertThat(draft.sequence).isEqualTo(12);
        assertThat(draft.subjects).singleElement().hasToString("{\"kind\": \"user\", \"id\": \"mia\"}");
        assertThat(draft.target).isNull();
    }

    @Test
    void takesTheFirstVariantThatHolds() {
        assertThat(only("{\"verb\": \"login\", \"silent\": true, \"file\": \"f-1\"}").target)
                .isEqualTo(new Target("file", "f-1", null));
        assertThat(only("{\"verb\": \"login\", \"file\": \"f-1\"}").target).isNull();
    }

    @ParameterizedTest
    @CsvSource({"fine, SUCCESS", "no way, DENIED", "500, ERROR", "timeout, FAILURE", "perhaps, UNKNOWN"})
    void readsOutcomesInTheProvidersWords(String word, Outcome outcome) {
        assertThat(only("{\"verb\": \"x\", \"result\": \"" + word + "\"}").outcome)
                .isEqualTo(outcome);
    }

    @Test
    void joinsOnlyWhatIsWhole() {
        assertThat(only("{\"verb\": \"x\", \"seq\": 7, \"at\": \"2026-05-01T10:00:00Z\"}").id)
                .isEqualTo("7@2026-05-01T10:00:00Z");
        assertThat(only("{\"verb\": \"x\", \"seq\": 7}").id).isNull();
        assertThat(only("{\"verb\": \"x\", \"first\": \"Mia\", \"last\": \"Example\"}")
                        .actor
                        .getName())
                .isEqualTo("Mia Example");
    }

    @Test
    void addsAllThatTheEventConcernsBehindItsHome() {
        var mapping = HEAD + """
                event:
                  id: /id
                  scope: {kind: project, id: /project}
                  concerns: [{kind: environment, id: /stage}]
                variants:
                - name: statement
                  when: {has: /statement}
                  event:
                    concerns: [{kind: artifact, id: {of: /statement/*/digest, part: "sha256:(.*)"}}, {kind: commit, id: [/no/*, /ref]}]
                - name: other
                  event: {subjects: [{kind: user, id: /who}]}
                """;
        var statement = "{\"project\": 1, \"stage\": \"live\", \"ref\": \"c\", \"statement\":"
                + " [{\"digest\": \"sha256:a\"}, {\"digest\": \"md5:b\"}, {}, {\"digest\": \"sha256:d\"}, {\"digest\": \"sha256:a\"}]}";

        assertThat(subjects(mapping, statement))
                .containsExactly(
                        new Subject("project", "1"),
                        new Subject("environment", "live"),
                        new Subject("artifact", "a"),
                        new Subject("artifact", "d"),
                        new Subject("commit", "c"));
        assertThat(subjects(mapping, "{\"project\": 1, \"stage\": \"live\", \"who\": \"mia\"}"))
                .containsExactly(new Subject("user", "mia"), new Subject("environment", "live"));
        assertThat(subjects(mapping, "{\"project\": 1}"))
                .as("of an event that concerns nothing else the scope is the subject anyhow")
                .isEmpty();
    }

    @Test
    void readsFromTheDataWhatItsTypeConcerns() {
        var mapping = HEAD + """
                event: {id: /id, type: {value: deployment_started}, scope: {kind: project, id: /project}}
                """;

        assertThat(subjects(mapping, "{\"project\": 1, \"environment\": \"live\", \"images\": [\"app:1\", \"db:2\"]}"))
                .containsExactly(
                        new Subject("project", "1"),
                        new Subject("artifact", "app:1"),
                        new Subject("artifact", "db:2"),
                        new Subject("environment", "live"));
    }

    @Test
    void saysWhatIsWrongWithWhatAnEventConcerns() {
        assertThat(errors(HEAD + "event: {concerns: [{kind: artifact}], subjects: 7}"))
                .extracting(Problem::message)
                .containsExactly("`subjects` must be a list", "a subject has `kind` and `id`, and nothing else");
    }

    private static List<Subject> subjects(String mapping, String json) {
        var source = MappingFile.parse("acme.yaml", mapping).source(NAMING);
        return draft(source.normalise(json(json), Map.of()).getFirst()).subjects;
    }

    @Test
    void warnsOfATimeThatIsNone() {
        assertThat(only("{\"verb\": \"x\", \"at\": \"yesterday\"}").warnings)
                .anyMatch(warning -> warning.getCode().equals(WarningCode.FIELD_UNREADABLE.name()));
    }

    @Test
    void opensEachEventOfARecord() {
        assertThat(read("{\"batch\": {\"events\": [{\"verb\": \"a\"}, {\"no\": 1}, 7]}}"))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Normalised.Event.class),
                        second -> assertThat(second)
                                .isEqualTo(new Normalised.Refused(
                                        Reason.MISSING_FIELD,
                                        "/verb is missing: not an event of acme",
                                        Reading.json("{\"batch\": {\"events\": [{\"no\": 1}]}}"))),
                        third -> assertThat(third).isInstanceOf(Normalised.Refused.class));
    }

    @Test
    void keepsWhatStandsAroundAnEvent() {
        var draft = draft(read("""
                {"id": "d-1", "batch": {"events": [{"verb": "a"}, {"verb": "b"}], "sent": 9}}""").getFirst());

        assertThat(draft.around.objects()).containsExactly((ObjectNode) Reading.json("""
                {"id": "d-1", "batch": {"sent": 9}}"""));
        assertThat(draft.freeForm()).isEqualTo(Reading.json("{\"verb\": \"a\"}"));
        assertThat(draft.raw).as("data is all of it").isNull();
        assertThat(draft(read("{\"verb\": \"a\"}").getFirst()).around).isEqualTo(Around.NOTHING);
    }

    @Test
    void keepsEachObjectOnTheWayFromTheInsideOut() {
        var nested = MappingFile.parse("nested.yaml", HEAD + """
                unwrap: [[/pages/*, /text]]
                event: {data: /part}
                """).source(NAMING);
        var draft = draft(nested.normalise(json("""
                {"a": 1, "pages": [{"b": 2, "text": "{\\"c\\": 3, \\"part\\": {\\"d\\": 4}}"}, {"e": 5}]}"""), Map.of()).getFirst());

        assertThat(draft.around.objects())
                .containsExactly((ObjectNode) Reading.json("{\"b\": 2}"), (ObjectNode) Reading.json("{\"a\": 1}"));
        assertThat(draft.around.length()).isEqualTo("{\"b\":2}{\"a\":1}".length());
        assertThat(draft.raw).isEqualTo(Reading.json("{\"c\": 3, \"part\": {\"d\": 4}}"));
        assertThat(draft.freeForm()).isEqualTo(Reading.json("{\"d\": 4}"));
    }

    /** Were it read for each item, this would take minutes. */
    @Test
    @Timeout(60)
    void readsAListThatIsTextOnceForAllOfItsItems() {
        var source = MappingFile.parse("text.yaml", HEAD + """
                unwrap: [/list/*]
                event: {id: /id}
                """).source(NAMING);
        var items = "[" + String.join(",", Collections.nCopies(5_000, "[" + "1,".repeat(90) + "1]")) + "]";
        var results = source.normalise(JsonNodeFactory.instance.objectNode().put("list", items), Map.of());

        assertThat(results)
                .hasSize(5_000)
                .allSatisfy(result -> assertThat(result).isInstanceOf(Normalised.Refused.class));
        assertThat(new String(Objects.requireNonNull(results.getLast().bytes()), StandardCharsets.UTF_8))
                .isEqualTo("{\"list\":[[" + "1,".repeat(90) + "1]]}");
    }

    @Test
    void refusesAWholeRecordOfWhichEachItemWouldKeepTooMuch() {
        var envelope = "x".repeat(1 << 20);
        var items = String.join(",", Collections.nCopies(17, "{\"verb\": \"a\"}"));

        assertThat(read("{\"batch\": {\"events\": [" + items + "]}, \"note\": \"" + envelope + "\"}"))
                .singleElement()
                .isInstanceOfSatisfying(Normalised.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
                    assertThat(refused.detail()).contains("17 items", "the limit is 16777216");
                    assertThat(refused.item()).as("the record as a whole").isNull();
                });
    }

    @Test
    void whatIsKeptOfAnItemIsReadAgainAsTheSameEvent() {
        var nested = MappingFile.parse("nested.yaml", HEAD + """
                unwrap: [[/pages/*, /events/*]]
                event: {id: /id, actor: {id: record:/who}}
                """).source(NAMING);
        var results = nested.normalise(json("""
                {"pages": [{"who": "mia", "events": [{"id": "1"}, {"id": "2"}]}, {"who": "ben", "events": [{"id": "3"}]}]}"""), Map.of());

        assertThat(results).hasSize(3).allSatisfy(result -> {
            var again = nested.normalise(
                    json(new String(Objects.requireNonNull(result.bytes()), StandardCharsets.UTF_8)), Map.of());
            assertThat(again).hasSize(1);
            assertThat(draft(again.getFirst()).id).isEqualTo(draft(result).id);
            assertThat(draft(again.getFirst()).actor).isEqualTo(draft(result).actor);
            assertThat(content(again.getFirst())).isEqualTo(content(result));
        });
    }

    @Test
    void tellsEqualItemsApartByWhatIsAroundThem() {
        var source = MappingFile.parse("around.yaml", HEAD + """
                unwrap: [/events/*]
                event: {id: /id, time: record:/at, collected: record:/sent, actor: {id: record:/who}}
                """).source(NAMING);

        var one = bytes(source, "{\"at\": 1772357400, \"who\": \"mia\", \"events\": [{\"verb\": \"a\"}]}");

        assertThat(bytes(source, "{\"at\": 1772357401, \"who\": \"mia\", \"events\": [{\"verb\": \"a\"}]}"))
                .isNotEqualTo(one);
        assertThat(bytes(source, "{\"at\": 1772357400, \"who\": \"ben\", \"events\": [{\"verb\": \"a\"}]}"))
                .isNotEqualTo(one);
        assertThat(
                        bytes(
                                source,
                                "{\"sent\": 9, \"at\": 1772357400, \"who\": \"mia\", \"events\": [{\"verb\": \"a\"}, {\"verb\": \"b\"}]}"))
                .as("the same event, in another batch")
                .isEqualTo(one);
    }

    /** Of the first event of a record. */
    private static byte[] bytes(MappedSource source, String record) {
        return content(source.normalise(json(record), Map.of()).getFirst());
    }

    /** What its contentKey is computed over. */
    private static byte[] content(Normalised result) {
        return ((Normalised.Event) result).sourceBytes();
    }

    @Test
    void followsAWayFromPlaceToPlace() {
        var nested = MappingFile.parse("nested.yaml", HEAD + """
                unwrap: [[/pages/*, /events/*], /events/*]
                needed: [/verb, [record:/who, header:X-Who]]
                event: {id: /id, actor: {id: record:/who}, scope: {kind: project, id: record:/project}}
                """).source(NAMING);

        assertThat(nested.normalise(json("""
                {"project": "p-1", "pages": [
                  {"who": "mia", "events": [{"verb": "a", "id": 1}, null]},
                  {"who": "ben", "project": "p-2", "events": [{"verb": "b", "id": 2}]},
                  {"verb": "no event beneath it"}]}"""), Map.of()))
                .satisfiesExactly(
                        first -> assertThat(draft(first).scope).isEqualTo(new Scope("project", "p-1", null)),
                        nothing -> assertThat(nothing).isInstanceOf(Normalised.Refused.class),
                        third -> {
                            assertThat(draft(third).actor.getId()).isEqualTo("ben");
                            assertThat(draft(third).scope)
                                    .as("the nearest")
                                    .isEqualTo(new Scope("project", "p-2", null));
                        },
                        half -> assertThat(half)
                                .isEqualTo(
                                        new Normalised.Refused(
                                                Reason.MISSING_FIELD,
                                                "record:/who or header:X-Who is missing: not an event of acme",
                                                Reading.json(
                                                        "{\"project\": \"p-1\", \"pages\": [{\"verb\": \"no event beneath it\"}]}"))));
        assertThat(nested.items(json("{\"pages\": [{\"events\": [1, null]}, {}]}")))
                .isEqualTo(3);
    }

    @Test
    void makesWordsOfWhatIsDerived() {
        var made = MappingFile.parse("made.yaml", HEAD + """
                event:
                  id: {none: a test has no ids}
                  type: {join: "acme.{header:X-Event}.{kind}", with: {kind: {lower: /kind}}}
                  actor:
                    kind: [{when: {same: [/who, /org]}, then: system}, user]
                """).source(NAMING);

        var one =
                draft(made.normalise(json("{\"kind\": \"BIG\", \"who\": 7, \"org\": \"7\"}"), Map.of("x-event", "push"))
                        .getFirst());

        assertThat(one.id).isNull();
        assertThat(one.eventType).isEqualTo("acme.push.big");
        assertThat(one.actor.getKind()).hasToString("SYSTEM");
        assertThat(draft(made.normalise(json("{}"), Map.of()).getFirst()).actor.getKind())
                .as("nothing is not the same as nothing")
                .hasToString("USER");
    }

    @Test
    void keepsEveryFieldInData() {
        assertThat(only("{\"verb\": \"x\", \"more\": {\"of\": \"it\"}}").data())
                .isEqualTo("{\"more\":{\"of\":\"it\"},\"verb\":\"x\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event: {outcomes: /a}                   | an event has no field `outcomes`; did you mean `outcome`?",
                "event: {actor: {idd: /a}}              | an event has no field `actor.idd`; did you mean `actor.id`?",
                "event: {id: /a/}                       | `/a/` is no path: begin with / and name a member, as in /actor/id",
                "event: {type: a, evidence: {type: x, status: passed}} | `passed` is not one of pass, fail, warn, error, skipped, unknown, not_applicable, pending for evidence.status; did you mean `pass`?",
                "event: {outcome: good}                 | `good` is not one of success, failure, denied, error, unknown for outcome",
                "event: {id: {off: /a}}                 | exactly one of `value`, `join`, `of`, `when`, `lower`, `none` is needed",
                "event: {id: {of: /a}}                  | exactly one of `words`, `part` is needed beside `of`",
                "event: {id: {of: /a, part: '(('}}      | no regular expression: Unclosed group",
                "event: {id: {of: /a, part: abc}}       | exactly one group in parentheses is needed: it is the part",
                "event: {id: {join: plain}}             | `join` needs a path in braces, as in {/name}",
                "event: {id: {when: {has: /a}}}         | `then` is needed beside `when`",
                "event: {id: {when: {hass: /a}, then: x}} | exactly one of `has`, `of`, `same`, `all`, `any`, `not` is needed",
                "fields: {secret: [/a/**/token]}        | path /a/**/token would never be met: ** stands at the beginning, and one name behind it, such as /**/token",
                "unwarp: [/a/*]                         | unknown key `unwarp`; did you mean `unwrap`?",
                "needed: [a]                            | `a` is no path: begin with / and name a member, as in /actor/id",
                "needed: [[/a, b]]                      | `b` is no path: begin with / and name a member, as in /actor/id",
                "unwrap: [/a/*/b]                       | `/a/*/b` would pass over items without a word: `*` comes last, and what follows is a place of its own, as in [/records/*, /properties/log]",
                "unwrap: ['/a/[b=c]']                   | `/a/[b=c]` would pass over items without a word: `*` comes last, and what follows is a place of its own, as in [/records/*, /properties/log]",
                "event: {id: {join: '{a}'}}             | {a} is no path, and `with` does not say what it is",
                "event: {id: {join: '{/a}', wit: {}}}   | unknown key `wit`; did you mean `with`?",
                "event: {id: {none: ''}}                | say why there is none, for whoever looks for it",
                "event: {id: {when: {same: [/a]}, then: x}} | two or more paths are needed",
                "event: {subjects: [{kind: x}]}         | a subject has `kind` and `id`, and nothing else",
                "tests: [{name: t, given: {}}]          | exactly one of `expect`, `refused` is needed",
                "event: {subjects: {kind: user, id: /a}} | `subjects` must be a list",
                "event: [a]                             | an object is needed here",
                "types: {name: acme.x}                  | `types` must be a list",
                "variants: {name: one}                  | `variants` must be a list",
                "variants: [{name: v, when: {all: {has: /a}}}] | a list of one or more is needed",
                "event: {id: {of: /a, words: [a, b]}}   | `words` must be an object: their word, ours",
                "tests: [{name: t, given: {}, expect: {variant: v}}] | an event has no field `variant`",
                "fields: {public: [a]}                  | path a does not begin with /",
            })
    void saysWhatIsWrongAndWhere(String line, String message) {
        assertThat(errors(HEAD + line)).anyMatch(problem -> problem.message().equals(message) && problem.line() == 4);
    }

    @Test
    void doubtsAVariantThatNothingReaches() {
        assertThat(errors(HEAD + "variants: [{name: one}, {name: two}]"))
                .extracting(Problem::message)
                .containsExactly("no variant after this one is ever reached: it has no `when`");
    }

    @Test
    void isNoSourceWithAnError() {
        var file = MappingFile.parse("acme.yaml", "source: Acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.source(NAMING))
                .withMessageStartingWith("acme.yaml:1:");
    }

    @Test
    void tellsWhatATestMissed() {
        var file = MappingFile.parse("acme.yaml", WHOLE + """
                tests:
                - name: right
                  given: {verb: read, id: e-1}
                  expect: {id: e-1, outcome: unknown, target: {id: null}}
                - name: wrong
                  given: {verb: read, id: e-2}
                  expect: {id: e-1}
                - name: two events
                  given: {records: [{verb: read, id: e-1}, {no: 1}]}
                  expect: {id: e-1}
                - name: not refused
                  given: {verb: read}
                  refused: MISSING_FIELD
                """);
        assertThat(file.test(NAMING))
                .extracting(MappingFile.Outcome::faults)
                .containsExactly(
                        List.of(),
                        List.of("id must be `e-1`, was `e-2`"),
                        List.of("the record holds 2 events; a test gives one"),
                        List.of("accepted, but must be refused, MISSING_FIELD"));
    }

    private static List<Problem> errors(String text) {
        return MappingFile.parse("acme.yaml", text).problems().stream()
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
    }

    private static EventDraft only(String json) {
        return only(json, Map.of());
    }

    private static EventDraft only(String json, Map<String, String> headers) {
        var results = MappingFile.parse("acme.yaml", WHOLE).source(NAMING).normalise(json(json), headers);
        assertThat(results).hasSize(1);
        return draft(results.getFirst());
    }

    private static EventDraft draft(Normalised result) {
        return ((Normalised.Event) result).draft();
    }

    private static List<Normalised> read(String json) {
        return MappingFile.parse("acme.yaml", WHOLE).source(NAMING).normalise(json(json), Map.of());
    }

    private static JsonNode json(String text) {
        return ((JsonText.Value) JsonReader.read(text)).json();
    }
}
