package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.balance.SilenceRule;
import io.probity.normalise.Sources;
import io.probity.reroute.RerouteRule;
import io.probity.wire.SourceTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final String SOURCES = "a=gitlab,b=gitlab,c=gitlab:acme,d=generic";

    @Test
    void whatIsReadApartIsNotReadWithTheOthers() {
        var lanes = lanes("b", "a/event_type=push*>b");

        assertThat(lanes.apart()).extracting(SourceTopic::name).containsExactly("b");
        assertThat(lanes.shared())
                .extracting(SourceTopic::name)
                .contains("a", "c", "d")
                .doesNotContain("b");
        assertThat(lanes.rules()).extracting(RerouteRule::to).containsExactly("b");
    }

    @Test
    void bothNameTopicsThatAreBound() {
        assertThatThrownBy(() -> lanes("x", "")).hasMessageContaining("'sources.apart' names topic x");
        assertThatThrownBy(() -> lanes("", "a/m=p>x")).hasMessageContaining("'reroute' names topic x");
        assertThatThrownBy(() -> lanes("", "x/m=p>a")).hasMessageContaining("'reroute' names topic x");
    }

    /** Their groups, stores and transactions would be one, and neither would be read as a whole. */
    @Test
    void twoThatAreReadApartHaveTwoNamesOfTheirApplications() {
        var settings = Settings.of(
                null, Map.of(), Map.of("sources", "a-b=gitlab,a_b=gitlab,a.b=gitlab", "sources.apart", "a-b,a_b"));
        assertThatThrownBy(() -> Lanes.of(settings, SourceTopics.of(settings, Sources.shipped(), Set.of())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("'sources.apart' names a-b and a_b")
                .hasMessageContaining("apart.a_b-of-");

        var apart = Settings.of(
                null, Map.of(), Map.of("sources", "a-b=gitlab,a_b=gitlab,a.b=gitlab", "sources.apart", "a-b,a.b,a-b"));
        assertThat(Lanes.of(apart, SourceTopics.of(apart, Sources.shipped(), Set.of()))
                        .apart())
                .hasSize(2);
    }

    @Test
    void nothingIsMovedToAnotherSourceOrTenant() {
        assertThatThrownBy(() -> lanes("", "a/m=p>c")).hasMessageContaining("one source and one tenant");
        assertThatThrownBy(() -> lanes("", "a/m=p>d")).hasMessageContaining("one source and one tenant");
    }

    @Test
    void nothingIsMovedTwice() {
        assertThatThrownBy(() -> lanes("", "a/m=p>b,b/m=p>a")).hasMessageContaining("moves none on");
        assertThatThrownBy(() -> lanes("", "a/m=p>a")).hasMessageContaining("moves none on");
        assertThatThrownBy(() -> lanes("a", "a/m=p>b")).hasMessageContaining("moves none on");
    }

    @Test
    void aSilenceIsSaidOfASourceThatThereIs() {
        assertThat(silence("gitlab=PT6H, generic=off"))
                .isEqualTo(new SilenceRule(
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Map.of("gitlab", Duration.ofHours(6)),
                        Set.of("generic")));
        assertThatThrownBy(() -> silence("gitlap=off")).hasMessageContaining("did you mean 'gitlab'");
        assertThatThrownBy(() -> silence("gitlab")).hasMessageContaining("source=PT6H");
        assertThatThrownBy(() -> silence("gitlab=soon")).hasMessageContaining("source=PT6H");
        assertThatThrownBy(() -> silence("gitlab=PT0S")).hasMessageContaining("source=PT6H");
    }

    private static SilenceRule silence(String value) {
        return SilenceSetting.of(Settings.of(null, Map.of(), Map.of("balance.silence", value)), Sources.shipped());
    }

    private static Lanes lanes(String apart, String reroute) {
        var settings =
                Settings.of(null, Map.of(), Map.of("sources", SOURCES, "sources.apart", apart, "reroute", reroute));
        return Lanes.of(settings, SourceTopics.of(settings, Sources.shipped(), Set.of()));
    }
}
