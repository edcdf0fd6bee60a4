package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A second instance joins in the middle of a load, and then the first is killed: the log goes on where it was, and at no
 * moment does either endpoint say what is not so. {@code -Dprobity.chaos.handovers=10} makes a long run of it.
 */
class TwoInstancesIT {
    private static final int HANDOVERS = Integer.getInteger("probity.chaos.handovers", 1);
    private static final int PER_SECOND = 400;
    /** Ten seconds of load while the second comes, fifteen around the kill. */
    private static final int WHILE_IT_JOINS = 4_000;

    private static final int AROUND_THE_KILL = 6_000;

    /** Else Kafka Streams leaves everything where it is until the newcomer has copied what lies more than 10,000 records back. */
    private static final String MOVE_AT_ONCE = "kafka.acceptable.recovery.lag=1000000000";

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    private final List<String> wrong = new ArrayList<>();
    private int right;
    private int later;

    @BeforeAll
    static void open() throws Exception {
        Oracle.requirePython();
        site = Site.open(folder);
    }

    @Test
    void goes_on_when_one_joins_and_the_other_is_killed_and_never_answers_what_is_not_so() throws Exception {
        var random = Site.random("TwoInstancesIT");
        var load = Mixture.of(random, Instant.now(), (WHILE_IT_JOINS + AROUND_THE_KILL) * HANDOVERS);
        var rest = load;
        var old = instance(0).awaitReady();
        try {
            Catalogs.publishAndAwait(site, Catalogs.read("catalog"), "two-1", 1);
            try (var log = new Follower(site)) {
                for (int handover = 1; handover <= HANDOVERS; handover++) {
                    var share = rest.subList(0, WHILE_IT_JOINS + AROUND_THE_KILL);
                    rest = rest.subList(share.size(), rest.size());
                    old = handOver(old, handover, share, log, random);
                }
                Balances.awaitEven(site, old, Balances.items(load));
                askOnceMore(old, log, random);
            }
        } finally {
            old.close();
        }
        assertThat(wrong).as("answers that were neither right nor a proper 503").isEmpty();
        assertThat(right).as("right answers").isPositive();
        Site.say("TwoInstancesIT: %d right answers, %d times 503, none wrong".formatted(right, later));
        Oracle.judge(folder.resolve("oracle"), load, site.committed());
        Heads.judge(site);
    }

    /** Two names take turns. */
    private static PipelineProcess instance(int handover) {
        var name = "instance-" + handover % 2;
        return site.pipeline(name, "instance=" + name, MOVE_AT_ONCE);
    }

    /** The one that is left. */
    private PipelineProcess handOver(PipelineProcess old, int handover, List<Sent> share, Follower log, Random random)
            throws Exception {
        try (var askOld = new Asker(old, log, random.nextLong());
                var sender = new Sender(site.bootstrapServers(), share.subList(0, WHILE_IT_JOINS), PER_SECOND)) {
            Site.pause(500 + random.nextInt(1_000));
            long began = System.nanoTime();
            var young = instance(handover);
            try {
                awaitAnswer(young);
                try (var askYoung = new Asker(young, log, random.nextLong())) {
                    awaitSplit(old, askOld, young, askYoung);
                    double joined = Site.seconds(began);
                    sender.finish();
                    double tookOver =
                            kill(old, askOld, young, askYoung, share.subList(WHILE_IT_JOINS, share.size()), random);
                    Site.say("TwoInstancesIT: handover %d of %d, shared after %.1f s, taken over %.1f s after the kill"
                            .formatted(handover, HANDOVERS, joined, tookOver));
                    count(askYoung);
                }
                count(askOld);
                return young;
            } catch (Exception | AssertionError failed) {
                young.close();
                throw failed;
            }
        }
    }

    /** Seconds until the one that is left answers everything. */
    private static double kill(
            PipelineProcess old, Asker askOld, PipelineProcess young, Asker askYoung, List<Sent> load, Random random)
            throws Exception {
        try (var sender = new Sender(site.bootstrapServers(), load, PER_SECOND)) {
            Site.pause(500 + random.nextInt(2_500));
            askOld.expectKill();
            old.kill();
            long began = System.nanoTime();
            int before = askYoung.right();
            Site.await("the one that is left to answer all questions", () -> {
                young.requireAlive();
                return young.health("ready") == 200 && askYoung.right() > before + 10 && lists(young);
            });
            double tookOver = Site.seconds(began);
            sender.finish();
            return tookOver;
        }
    }

    private void count(Asker asker) throws InterruptedException {
        asker.close();
        wrong.addAll(asker.wrong());
        right += asker.right();
        later += asker.later();
    }

    /** Until each names the other as the one that has some of the partitions. */
    private static void awaitSplit(PipelineProcess old, Asker askOld, PipelineProcess young, Asker askYoung) {
        Site.await("each instance to name the other", () -> {
            old.requireAlive();
            young.requireAlive();
            return askOld.owners().contains(young.address())
                    && askYoung.owners().contains(old.address())
                    && old.health("ready") == 200
                    && young.health("ready") == 200;
        });
    }

    private static void awaitAnswer(PipelineProcess young) {
        Site.await("the second instance to answer", () -> {
            young.requireAlive();
            return young.health("live") == 200;
        });
    }

    /** It has all partitions, or it could not list. */
    private static boolean lists(PipelineProcess pipeline) {
        try {
            return pipeline.ask("v1/violations?limit=1").statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** When all is at rest there is no excuse: everything is answered. */
    private void askOnceMore(PipelineProcess left, Follower log, Random random) throws Exception {
        left.awaitReady();
        try (var asker = new Asker(left, log, random.nextLong())) {
            Site.await("a hundred right answers", () -> asker.right() >= 100);
            count(asker);
            assertThat(asker.later()).as("times 503 when nothing moves").isZero();
        }
        assertThat(left.ask("v1/events/no-such-event").statusCode()).isEqualTo(404);
    }
}
