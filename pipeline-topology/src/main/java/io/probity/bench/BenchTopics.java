package io.probity.bench;

import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.TopicShape;
import io.probity.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics before a run as they are before any: the input full, everything else not there. */
final class BenchTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;

    BenchTopics(Admin admin) {
        this.admin = admin;
    }

    /** Makes the topic of the definitions. */
    void definitions(AvroSerdes avro) throws InterruptedException, ExecutionException {
        var topic = Topics.with(avro, new Partitioning(1), "").definitions();
        make(topic.name(), 1, topic.shape());
    }

    /** Makes the topics of the reference tables, in the pipeline's own shapes. */
    Set<String> reference(AvroSerdes avro) throws InterruptedException, ExecutionException {
        var topics = Topics.with(avro, new Partitioning(1), "");
        var reference = List.of(
                topics.users(),
                topics.teams(),
                topics.calendars(),
                topics.resources(),
                topics.business(),
                topics.lifecycle(),
                topics.aliases());
        var names = new HashSet<String>();
        for (var topic : reference) {
            make(topic.name(), 1, topic.shape());
            names.add(topic.name());
        }
        return names;
    }

    void input(int partitions) throws InterruptedException, ExecutionException {
        make(Input.EVENTS, partitions, Topics.sourceShape());
    }

    /** The two topics of the bare hops, shaped as the input. */
    void bare(int partitions) throws InterruptedException, ExecutionException {
        make(BareHops.MIDDLE, partitions, Topics.sourceShape());
        make(BareHops.OUT, partitions, Topics.sourceShape());
    }

    private void make(String name, int partitions, TopicShape shape) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(
                        new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)).configs(shape.config())))
                .all()
                .get();
    }

    /** Deletes all topics but these, and waits until they are gone. */
    void deleteAllBut(Set<String> kept) throws InterruptedException, ExecutionException {
        admin.deleteTopics(others(kept)).all().get();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!others(kept).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("topics are still there " + PATIENCE + " after they were deleted");
            }
            Thread.sleep(50);
        }
    }

    private List<String> others(Set<String> kept) throws InterruptedException, ExecutionException {
        var others = new ArrayList<>(admin.listTopics().names().get());
        others.removeAll(kept);
        return others;
    }
}
