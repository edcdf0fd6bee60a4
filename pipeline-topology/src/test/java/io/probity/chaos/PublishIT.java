package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Decision;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A control made stricter while events flow: each event is judged by its own time, and nothing stops. {@code
 * -Dprobity.chaos.records=40000} makes a long run of it.
 */
class PublishIT {
    private static final int EVENTS = Integer.getInteger("probity.chaos.records", 3_000);

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @Test
    void judges_each_event_by_the_version_of_its_own_time_and_stops_for_nothing() throws Exception {
        var random = Site.random("PublishIT");
        var stricterFrom = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);
        var load = new ArrayList<Sent>();
        for (int i = 0; i < EVENTS; i++) {
            load.add(merge(random, i, stricterFrom));
        }
        var catalog = Catalogs.read("catalog");
        var pipeline = site.pipeline("pipeline").awaitReady();
        int red = 0;
        try {
            Catalogs.publishAndAwait(site, catalog, "first", 1);
            try (var sender = new Sender(site.bootstrapServers(), load.subList(0, EVENTS / 2), 500)) {
                Site.pause(500);
                site.publish(
                        catalog.replace("2020-01-01T00:00:00Z", stricterFrom.toString())
                                .replace("version: \"1\"", "version: \"2\"")
                                .replace("minimum: 2", "minimum: 3"),
                        "stricter");
                while (sender.isSending()) {
                    red += pipeline.health("ready") == 200 ? 0 : 1;
                    Site.pause(100);
                }
                sender.finish();
            }
            Catalogs.publishAndAwait(site, "controls: []", "a-mark-after-the-first-half", 3);
            try (var sender = new Sender(site.bootstrapServers(), load.subList(EVENTS / 2, EVENTS), 1_500)) {
                sender.finish();
            }
            Balances.awaitEven(site, pipeline, EVENTS);
        } finally {
            pipeline.close();
        }
        assertThat(red).as("times that readiness was red while events flowed").isZero();
        assertThat(site.committed().all("audit.sealed", SealedEntry.class))
                .filteredOn(leaf -> leaf.getKind() == LeafKind.EVENT)
                .hasSize(EVENTS);
        var decisions = site.committed().all("audit.decisions", Decision.class);
        assertThat(decisions).filteredOn(it -> it.getTrigger().equals("event")).hasSize(EVENTS);
        for (var decision : decisions) {
            int id = Integer.parseInt(decision.getEventId());
            boolean afterwards = !decision.getAt().isBefore(stricterFrom);
            if (id >= EVENTS / 2) {
                assertThat(decision.getControlVersion())
                        .as("version that judged event %d of %s", id, decision.getAt())
                        .isEqualTo(afterwards ? "2" : "1");
            } else if (!afterwards) {
                assertThat(decision.getControlVersion())
                        .as("an event of before is judged by the old version, whenever it comes")
                        .isEqualTo("1");
            }
            int needed = decision.getControlVersion().equals("2") ? 3 : 2;
            assertThat(decision.getStatus())
                    .as("event %d with %d approvals, %d needed", id, id % 4, needed)
                    .isEqualTo(id % 4 >= needed ? Status.PASS : Status.FAIL);
        }
        assertThat(decisions).extracting(Decision::getControlVersion).contains("1", "2");
        Site.say("PublishIT: %d events, %d of them judged by the stricter version"
                .formatted(
                        EVENTS,
                        decisions.stream()
                                .filter(it -> it.getControlVersion().equals("2"))
                                .count()));
    }

    /** Within ten minutes before or after the change. */
    private static Sent merge(Random random, int id, Instant change) {
        int project = random.nextInt(50);
        var at = change.plusMillis(random.nextInt(1_200_000) - 600_000);
        return Sent.json(Mixture.GITLAB, "project-" + project, """
                {"id":"%d","author_id":1,"author_name":"someone","entity_id":%d,"entity_type":"Project",\
                "entity_path":"group/app","created_at":"%s","event_type":"merge_request_merged",\
                "details":{"approval_count":%d}}""".formatted(id, project, at, id % 4));
    }
}
