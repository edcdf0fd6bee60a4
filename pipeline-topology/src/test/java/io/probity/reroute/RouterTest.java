package io.probity.reroute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router router = router(
            "audit.events/eventType=performance_*>audit.raw.noisy",
            "audit.events/event.category=noise>audit.raw.noise",
            "audit.raw.github/header:X-GitHub-Event=push>audit.raw.pushes");

    @Test
    void movesWhatHasTheMember() {
        assertThat(target("{\"id\": 1, \"data\": {\"eventType\": \"x\"}, \"eventType\": \"performance_metric\"}"))
                .isEqualTo("audit.raw.noisy");
        assertThat(target("{\"event\": {\"id\": [1, {\"category\": \"x\"}], \"category\": \"noise\"}}"))
                .isEqualTo("audit.raw.noise");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\": \"login\"}",
                "{\"eventType\": 7}",
                "{\"data\": {\"eventType\": \"performance_metric\"}}",
                "{\"eventtype\": \"performance_metric\"}",
                "[{\"eventType\": \"performance_metric\"}]",
                "{\"event\": \"noise\"}",
                "{\"eventType\"",
                "\"performance_metric\"",
                "",
                "\u0000avro"
            })
    void leavesAllElseWhereItIs(String record) {
        assertThat(target(record)).isNull();
    }

    @Test
    void leavesATombstoneAndAnotherTopicsRecords() {
        assertThat(router.target("audit.events", null, none -> null)).isNull();
        assertThat(router.target(
                        "audit.other", "{\"eventType\": \"performance_metric\"}".getBytes(UTF_8), none -> null))
                .isNull();
    }

    @Test
    void readsNoFurtherThanItMust() {
        assertThat(target("{\"eventType\": \"performance_metric\", and then no JSON"))
                .isEqualTo("audit.raw.noisy");
    }

    @Test
    void asksForAHeaderToo() {
        assertThat(header("push")).isEqualTo("audit.raw.pushes");
        assertThat(header("pull")).isNull();
        assertThat(header(null)).isNull();
    }

    @Test
    void aPatternIsTakenByTheLetterButForItsStars() {
        assertThat(router("t/m=a.b*c>u").target("t", "{\"m\":\"a.bXXc\"}".getBytes(UTF_8), none -> null))
                .isEqualTo("u");
        assertThat(router("t/m=a.b*c>u").target("t", "{\"m\":\"aXbXXc\"}".getBytes(UTF_8), none -> null))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "a/b=c", "a/b=>d", "a/=c>d", "/b=c>d", "a/b=c>"})
    void aRuleThatIsNoneSaysSo(String rule) {
        assertThatThrownBy(() -> RerouteRule.of(rule)).hasMessageContaining("topic/member=pattern>topic");
    }

    private static Router router(String... rules) {
        return new Router(Stream.of(rules).map(RerouteRule::of).toList());
    }

    private @Nullable String target(String record) {
        return router.target("audit.events", record.getBytes(UTF_8), none -> null);
    }

    private @Nullable String header(@Nullable String event) {
        var headers = event == null ? Map.<String, String>of() : Map.of("X-GitHub-Event", event);
        return router.target("audit.raw.github", "{}".getBytes(UTF_8), headers::get);
    }
}
