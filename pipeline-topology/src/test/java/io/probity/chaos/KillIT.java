package io.probity.chaos;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 in the middle of a load, again and again: nothing is lost, nothing is told twice, and what stands is what a batch
 * computation over the load says; and the tree over each log is one. {@code -Dprobity.chaos.kills=50} makes a long run of it.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("probity.chaos.kills", 5);
    private static final int PER_SECOND = 600;
    /** Sent around each kill: five seconds of load, of which a kill comes in the first three. */
    private static final int RECORDS_PER_KILL = 3_000;

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        Oracle.requirePython();
        site = Site.open(folder);
    }

    @Test
    void loses_nothing_and_tells_nothing_twice_when_it_is_killed_in_the_middle_of_a_load() throws Exception {
        var random = Site.random("KillIT");
        var load = Mixture.of(random, Instant.now(), RECORDS_PER_KILL * KILLS);
        var pipeline = site.pipeline("pipeline").awaitReady();
        try {
            Catalogs.publishAndAwait(site, Catalogs.read("catalog"), "kill-1", 1);
            for (int kill = 1; kill <= KILLS; kill++) {
                var share = load.subList((kill - 1) * RECORDS_PER_KILL, kill * RECORDS_PER_KILL);
                try (var sender = new Sender(site.bootstrapServers(), share, PER_SECOND)) {
                    Site.pause(500 + random.nextInt(2_500));
                    pipeline.kill();
                    boolean midLoad = sender.isSending();
                    long began = System.nanoTime();
                    long before = site.committed().end("audit.sealed");
                    pipeline = site.pipeline("pipeline");
                    awaitProgress(pipeline, before);
                    Site.say("KillIT: kill %d of %d%s, restart to progress %.1f s"
                            .formatted(kill, KILLS, midLoad ? "" : " (after the load)", Site.seconds(began)));
                    sender.finish();
                }
            }
            long began = System.nanoTime();
            Balances.awaitEven(site, pipeline, Balances.items(load));
            Site.say("KillIT: accounted for %.1f s after the last record".formatted(Site.seconds(began)));
        } finally {
            pipeline.close();
        }
        Oracle.judge(folder.resolve("oracle"), load, site.committed());
        Heads.judge(site);
    }

    private static void awaitProgress(PipelineProcess pipeline, long before) {
        Site.await("progress after a kill", () -> {
            pipeline.requireAlive();
            return site.committed().end("audit.sealed") > before + 4; // a commit's marker alone moves the end, too
        });
    }
}
