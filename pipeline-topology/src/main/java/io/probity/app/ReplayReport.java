package io.probity.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.app.TopicComparison.Difference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to.
 *
 * @param build that replayed
 * @param entries records of the log that were replayed, control records of the broker among them
 * @param replay how long the ledger took over them, start and shutdown included
 */
public record ReplayReport(String prefix, String build, long entries, Duration replay, List<Row> topics) {

    /**
     * One topic.
     *
     * @param live records of the live topic that were compared
     * @param deleted records that the broker has deleted from the live topic, by retention or compaction
     * @param builds that wrote the live records
     * @param first what differs first; null where all is equal
     */
    public record Row(
            String topic,
            long live,
            long replayed,
            long deleted,
            Set<String> builds,
            @Nullable String first) {
        static Row of(String topic, List<TopicComparison.Found> partitions) {
            long live = 0;
            long replayed = 0;
            long deleted = 0;
            var builds = new TreeSet<String>();
            String first = null;
            for (var found : partitions) {
                live += found.live();
                replayed += found.replayed();
                deleted += found.deleted();
                builds.addAll(found.builds());
                if (first == null && found.difference() instanceof Difference(int partition, long index, String what)) {
                    first = "partition " + partition + ", record " + index + ": " + what;
                }
            }
            return new Row(topic, live, replayed, deleted, builds, first);
        }

        public boolean equal() {
            return first == null;
        }
    }

    /** Whether every topic is equal. */
    public boolean equal() {
        return topics.stream().allMatch(Row::equal);
    }

    /** The report for machines. */
    public ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("prefix", prefix).put("equal", equal()).put("entries", entries);
        json.put("build", build);
        json.put("seconds", replay.toMillis() / 1000.0);
        var rows = json.putArray("topics");
        for (var row : topics) {
            var rowJson = rows.addObject()
                    .put("topic", row.topic())
                    .put("live", row.live())
                    .put("replayed", row.replayed())
                    .put("deleted", row.deleted())
                    .put("equal", row.equal())
                    .put("first", row.first());
            row.builds().forEach(rowJson.putArray("builds")::add);
        }
        return json;
    }

    /** The report for people. */
    public String table() {
        var text = new StringBuilder("%-26s %10s %10s  %s%n".formatted("topic", "live", "replayed", "equal"));
        for (var row : topics) {
            text.append("%-26s %10d %10d  %s%n"
                    .formatted(
                            row.topic(),
                            row.live(),
                            row.replayed(),
                            row.equal() ? "yes" + deleted(row) : "NO: " + row.first()));
        }
        var builds = new TreeSet<String>();
        topics.forEach(row -> builds.addAll(row.builds()));
        text.append("replayed by build %s, live records by %s%n".formatted(build, String.join(", ", builds)));
        return text.append("%d records of audit.accepted in %.1f s".formatted(entries, replay.toMillis() / 1000.0))
                .toString();
    }

    private static String deleted(Row row) {
        return row.deleted() == 0 ? "" : " (" + row.deleted() + " already deleted from the live topic)";
    }
}
