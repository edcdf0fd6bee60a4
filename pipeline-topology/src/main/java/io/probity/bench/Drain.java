package io.probity.bench;

import io.probity.rig.ChildJvm;
import io.probity.rig.Engine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Watches a backlog run dry, by the committed ends of the last topic. Each time they move it takes the time and the processor
 * time of application and broker, so the waiting at the end is not counted.
 *
 * @param app the program that is measured
 */
record Drain(Admin admin, Engine broker, ChildJvm app) {
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration QUIET = Duration.ofMillis(1_500);
    private static final Duration STUCK = Duration.ofMinutes(2);

    /** @param ends offsets, so records and the few marks of their transactions */
    private record Mark(long nanos, long ends, Duration app, Duration broker) {}

    /**
     * Waits until the end.
     *
     * @param topic the last one, which must be there
     * @param warmUp records of it that are not counted
     * @param expected records of it, all in all
     * @param events that were read for them
     */
    Figures await(String topic, int partitions, long warmUp, long expected, int events)
            throws InterruptedException, ExecutionException {
        var last = mark(0);
        @Nullable Mark warm = null;
        while (true) {
            Thread.sleep(STEP);
            long ends = ends(topic, partitions);
            if (ends != last.ends()) {
                last = mark(ends);
                warm = warm == null && ends >= warmUp ? last : warm;
            }
            var still = Duration.ofNanos(System.nanoTime() - last.nanos());
            if (warm != null && ends >= expected && still.compareTo(QUIET) > 0) {
                return figures(warm, last, events);
            }
            requireAlive(topic, still, ends, expected);
        }
    }

    private static Figures figures(Mark from, Mark to, int events) {
        double counted = (double) events * (to.ends() - from.ends()) / to.ends();
        return new Figures(
                counted * 1e9 / (to.nanos() - from.nanos()),
                to.app().minus(from.app()).toNanos() / 1e3 / counted,
                to.broker().minus(from.broker()).toNanos() / 1e3 / counted);
    }

    private Mark mark(long ends) {
        return new Mark(System.nanoTime(), ends, app.cpuTime(), broker.cpuTime());
    }

    private long ends(String topic, int partitions) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(it -> new TopicPartition(topic, it), it -> OffsetSpec.latest()));
        try {
            var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            return admin.listOffsets(latest, committed).all().get().values().stream()
                    .mapToLong(it -> it.offset())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0; // the pipeline makes its topics itself, when it starts
            }
            throw e;
        }
    }

    private void requireAlive(String topic, Duration still, long ends, long expected) {
        if (!app.isAlive() || still.compareTo(STUCK) > 0) {
            throw new IllegalStateException(topic + " stands at " + ends + " of " + expected + " for " + still
                    + "; the end of the log:\n" + app.lastWords());
        }
    }
}
