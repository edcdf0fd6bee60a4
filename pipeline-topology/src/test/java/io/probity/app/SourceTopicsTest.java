package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.normalise.Sources;
import io.probity.wire.Topics;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceTopicsTest {
    @Test
    void ourOwnTopicsAreKeptForEverWhoeverMakesThem() {
        var settings = Settings.of(null, Map.of(), Map.of("sources", "audit.events=canonical,acme.in=gitlab:acme"));

        assertThat(SourceTopics.shapes(SourceTopics.of(settings, Sources.shipped(), Set.of())))
                .containsExactly(
                        Map.entry("audit.events", Topics.sourceShape()),
                        Map.entry("acme.in", Topics.sourceShape()),
                        Map.entry("audit.raw.probity", Topics.ownShape()),
                        Map.entry("audit.raw.probity.acme", Topics.ownShape()));
        assertThat(Topics.ownShape().retention()).isNull();
    }
}
