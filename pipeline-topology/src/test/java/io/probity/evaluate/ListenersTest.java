package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.JsonValues;
import io.probity.evaluate.cel.RandomPairs;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who is looked up for an event is whoever has anything to say of it. */
class ListenersTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final String SUBJECT = "project/test";
    private static final int CATALOGS = 20;
    private static final int CONTROLS = 30;
    private static final int EVENTS = 250;

    @Test
    void whoIsNotLookedUpWouldNotHaveApplied() {
        var random = new Random(7);
        int passedOver = 0;
        for (int i = 0; i < CATALOGS; i++) {
            var pairs = new RandomPairs(random.nextLong());
            var rulebook = Rulebook.empty(EXPRESSIONS).plus(publish(random, pairs));
            for (int j = 0; j < CONTROLS; j++) { // one after the other, and some again
                rulebook = rulebook.plus(publish(List.of(
                        control("c" + random.nextInt(CONTROLS), String.valueOf(random.nextInt()), pairs.guard()))));
            }
            rulebook = rulebook.plus(publish(random, pairs));
            for (int j = 0; j < EVENTS; j++) {
                var event = pairs.event();
                var all = rulebook.judge(event, SUBJECT, Map.of());
                var heard = heard(rulebook, event);
                assertThat(heard.stream().filter(Judgement::applicable))
                        .containsExactlyElementsOf(
                                all.stream().filter(Judgement::applicable).toList());
                passedOver += all.size() - heard.size();
            }
        }
        assertThat(passedOver).isGreaterThan(CATALOGS * EVENTS); // else nothing was looked up
    }

    /** Whatever comes in one publish and whatever in the next, as long as the order of the log is the same. */
    @Test
    void aTypeIsHeardByTheSameControlsHoweverTheyWerePublished() {
        var random = new Random(11);
        var names = List.of("s3.Put", "s3.Get", "s3.*", "ec2.Run", "ec2.*", "pushed", "*");
        for (int i = 0; i < CATALOGS; i++) {
            var byOne = Rulebook.empty(EXPRESSIONS);
            var byFew = Rulebook.empty(EXPRESSIONS);
            var all = new ArrayList<String>();
            var few = new ArrayList<String>();
            for (int j = 0; j < 2 * CONTROLS; j++) {
                var control = control(
                        "c" + random.nextInt(CONTROLS),
                        String.valueOf(j),
                        random.nextBoolean() ? "true" : "event.action == 'a" + random.nextInt(4) + "'",
                        names.get(random.nextInt(names.size())));
                byOne = byOne.plus(publish(List.of(control)));
                few.add(control);
                if (random.nextInt(3) == 0) {
                    byFew = byFew.plus(publish(few));
                    few.clear();
                }
                all.add(control);
            }
            byFew = byFew.plus(publish(few));
            var atOnce = Rulebook.empty(EXPRESSIONS).plus(publish(all));
            for (var type : List.of("s3.Put", "s3.Get", "s3.List", "ec2.Run", "ec2.Stop", "pushed", "merged")) {
                assertThat(ids(byOne, type)).as(type).isEqualTo(ids(atOnce, type));
                assertThat(ids(byFew, type)).as(type).isEqualTo(ids(atOnce, type));
                var event = event("{eventType: " + type + ", action: a1}");
                assertThat(applying(byOne, event)).as(type).isEqualTo(applying(atOnce, event));
                assertThat(applying(byFew, event)).as(type).isEqualTo(applying(atOnce, event));
            }
        }
    }

    private static List<String> applying(Rulebook rulebook, AuditEvent event) {
        return heard(rulebook, event).stream()
                .filter(Judgement::applicable)
                .map(it -> it.control().id())
                .toList();
    }

    /** What a control asked before is asked of it no more once its versions do not; what it asks now is. */
    @Test
    void oneOfAThousandThatChangesIsFoundByWhatItAsksNow() {
        var controls = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            controls.add(control("c" + i, "1", "event.target.id.startsWith('db-" + (1_000 + i) + "/')"));
        }
        var rulebook = Rulebook.empty(EXPRESSIONS).plus(publish(controls));
        for (int i = 0; i < 100; i++) { // the table of prefixes grows on the way
            rulebook = rulebook.plus(
                    publish(List.of(control("c234", "2." + i, "event.target.id.startsWith('cache-" + i + "/')"))));
        }
        rulebook = rulebook.plus(publish(List.of(control("c235", "2", "event.action == 'create'"))))
                .plus(publish(List.of(control("c1000", "1", "event.target.id.startsWith('new/')"))));
        assertThat(rulebook.sighted(event("{action: create, target: {id: cache-99/x}}"))
                        .concerned())
                .extracting(it -> it.latest().id())
                .containsExactly("c234", "c235");
        assertThat(rulebook.sighted(event("{target: {id: db-1236/x}, action: a}"))
                        .concerned())
                .extracting(it -> it.latest().id())
                .as("versions that ask of different fields share no anchor, so one is always asked")
                .containsExactly("c235", "c236");
        assertThat(rulebook.sighted(event("{target: {id: new/x}, action: a}")).concerned())
                .extracting(it -> it.latest().id())
                .containsExactly("c235", "c1000");
    }

    @Test
    void ofAThousandControlsOneIsTried() {
        var controls = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            controls.add(control(
                    "c" + i,
                    "1",
                    "event.action in ['create', 'update', 'delete'] && event.target.id.startsWith('db-" + (1_000 + i)
                            + "/') && data.amount > 10"));
        }
        var rulebook = Rulebook.empty(EXPRESSIONS).plus(publish(controls));
        assertThat(heard(rulebook, event("{action: create, target: {id: db-1234/x}, data: {amount: 11}}")))
                .singleElement()
                .satisfies(it -> assertThat(it.control().id()).isEqualTo("c234"));
        assertThat(heard(rulebook, event("{action: create, target: {id: other}, data: {amount: 11}}")))
                .isEmpty();
        assertThat(heard(rulebook, event("{action: create, data: {amount: 11}}")))
                .as("without a target nobody knows, so all say UNKNOWN")
                .hasSize(1_000);
    }

    @Test
    void ofAThousandTypesOfEvidenceTheOneThatIsToldIsTried() {
        var controls = new ArrayList<String>();
        for (int i = 0; i < 1_000; i++) {
            controls.add(control("c" + i, "1", "data.evidence.type == 'prowler:check_" + i + "'")
                    .replace("\"expect\":\"event.outcome == 'success'\"", "\"verdict\":\"data.evidence.status\""));
        }
        var rulebook = Rulebook.empty(EXPRESSIONS).plus(publish(controls));
        var event = PartialEvent.complete(
                JsonValues.node("{\"data\": {\"evidence\": {\"type\": \"prowler:check_77\", \"status\": \"warn\"}}}"),
                "changed",
                "project");
        assertThat(heard(rulebook, event)).singleElement().satisfies(it -> {
            assertThat(it.control().id()).isEqualTo("c77");
            assertThat(it.status()).isEqualTo(Status.WARN);
        });
    }

    @Test
    void aChangedControlIsFoundByWhatAnyOfItsVersionsAsks() {
        var rulebook = Rulebook.empty(EXPRESSIONS)
                .plus(publish(List.of(control("c", "1", "event.action == 'a'"))))
                .plus(publish(List.of(control("c", "2", "event.action.startsWith('ab')"))));
        assertThat(heard(rulebook, event("{action: a}"))).hasSize(1);
        assertThat(heard(rulebook, event("{action: abc}"))).hasSize(1);
        assertThat(heard(rulebook, event("{action: b}"))).isEmpty();
    }

    @Test
    void controlsOfATypeOfItsPatternAndOfAllAreHeardInTheOrderOfTheLog() {
        var rulebook = Rulebook.empty(EXPRESSIONS)
                .plus(publish(List.of(listening("c1", "s3.Put"), listening("c2", "*"))))
                .plus(publish(List.of(listening("c3", "s3.*"), listening("c4", "ec2.Run"))))
                .plus(publish(List.of(listening("c5", "s3.Put"), listening("c6", "*"))));
        assertThat(ids(rulebook, "s3.Put")).containsExactly("c1", "c2", "c3", "c5", "c6");
        assertThat(ids(rulebook, "s3.Get")).containsExactly("c2", "c3", "c6");
        assertThat(ids(rulebook, "ec2.Run")).containsExactly("c2", "c4", "c6");
        assertThat(ids(rulebook, "pushed")).containsExactly("c2", "c6");
    }

    /** What it no longer listens to is not judged by the version before, for as long as no other control of the type changes. */
    @Test
    void aControlThatNoLongerListensToATypeIsNotHeardOfItAnyMore() {
        var rulebook = Rulebook.empty(EXPRESSIONS)
                .plus(publish(List.of(listening("c1", "s3.Put"), listening("c2", "s3.*"), listening("c3", "*"))))
                .plus(publish(
                        List.of(listening("c1", "ec2.Run"), listening("c2", "ec2.Run"), listening("c3", "ec2.Run"))));

        assertThat(ids(rulebook, "s3.Put")).isEmpty();
        assertThat(ids(rulebook, "s3.Get")).isEmpty();
        assertThat(ids(rulebook, "pushed")).isEmpty();
        assertThat(ids(rulebook, "ec2.Run")).containsExactly("c1", "c2", "c3");
    }

    @Test
    void aRetiredControlWithoutTriggersIsNotHeardAnyMore() {
        var rulebook = Rulebook.empty(EXPRESSIONS)
                .plus(publish(List.of(listening("c1", "pushed"))))
                .plus(publish(List.of("{\"id\": \"c1\", \"version\": \"2\", \"triggers\": [],"
                        + " \"expect\": \"true\", \"retired\": true}")));

        assertThat(ids(rulebook, "pushed")).isEmpty();
    }

    private static List<String> ids(Rulebook rulebook, String type) {
        return rulebook.judge(event("{eventType: " + type + "}"), SUBJECT, Map.of()).stream()
                .map(it -> it.control().id())
                .toList();
    }

    private static List<Judgement> heard(Rulebook rulebook, AuditEvent event) {
        return rulebook.hear(
                        rulebook.sighted(event),
                        SUBJECT,
                        Map.of(),
                        Freshness.UNTIMED,
                        Recollection.NONE,
                        event.getScope(),
                        Instant.EPOCH)
                .holding();
    }

    private static List<Definition> publish(Random random, RandomPairs pairs) {
        var controls = new ArrayList<String>();
        for (int i = 0; i < CONTROLS; i++) {
            if (random.nextInt(3) > 0) {
                controls.add(control("c" + i, String.valueOf(random.nextInt()), pairs.guard()));
            }
        }
        return publish(controls);
    }

    private static List<Definition> publish(List<String> controls) {
        var file = CatalogFile.parse("test", "{\"controls\": [" + String.join(",", controls) + "]}");
        assertThat(file.problems()).isEmpty();
        return Definitions.publish(file.catalog(), "p");
    }

    private static String control(String id, String version, String when) {
        return control(id, version, when, "changed");
    }

    private static String listening(String id, String type) {
        return control(id, "1", "true", type);
    }

    private static String control(String id, String version, String when, String type) {
        var json = JsonNodeFactory.instance;
        return json.objectNode()
                .put("id", id)
                .put("version", version)
                .put("when", when)
                .put("expect", "event.outcome == 'success'")
                .<ObjectNode>set(
                        "triggers", json.arrayNode().add(json.objectNode().put("event", type)))
                .toString();
    }

    private static AuditEvent event(String yaml) {
        return PartialEvent.complete(JsonValues.node(quoted(yaml)), "changed", "project");
    }

    /** Flow style as people write it, to JSON. */
    private static String quoted(String flow) {
        return flow.replaceAll("([A-Za-z][\\w./*-]*)", "\"$1\"");
    }
}
