package io.probity.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Shortened;
import io.probity.model.Protected;
import io.probity.model.Rejection;
import io.probity.rejected.Place;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Refused records for people and for programs: the latest of them by a line each, all of them by count. */
final class RejectedTable {
    private static final Comparator<Line> BY_TIME =
            Comparator.comparing(Line::at).thenComparing(Line::place);

    private static final int MOST_DETAIL = 100;

    private final int most;
    private final Map<String, Integer> sentAgain;
    private final PriorityQueue<Line> latest = new PriorityQueue<>(BY_TIME);
    private final Map<String, Long> counts = new TreeMap<>();
    private long total;

    private record Line(
            Instant at,
            String tenant,
            String source,
            String reason,
            String stage,
            String place,
            long bytes,
            String detail,
            int again) {}

    /**
     * @param most lines that are kept
     * @param sentAgain how often each was sent again, by its place
     */
    RejectedTable(int most, Map<String, Integer> sentAgain) {
        this.most = most;
        this.sentAgain = sentAgain;
    }

    void add(Rejection refused) {
        total++;
        counts.merge(
                refused.getTenant()
                        + '\t'
                        + refused.getSource()
                        + '\t'
                        + refused.getReason()
                        + '\t'
                        + refused.getStage(),
                1L,
                Long::sum);
        var place = Place.of(refused.getOrigin());
        latest.add(new Line(
                refused.getIngested(),
                refused.getTenant(),
                refused.getSource(),
                refused.getReason().name(),
                refused.getStage(),
                place,
                length(refused.getValue()),
                refused.getDetail() instanceof Protected
                        ? "(encrypted)"
                        : refused.getDetail().toString(),
                sentAgain.getOrDefault(place, 0)));
        if (latest.size() > most) {
            latest.poll();
        }
    }

    private static long length(@Nullable Object value) {
        return switch (value) {
            case ByteBuffer bytes -> bytes.remaining();
            case Protected hidden when hidden.getC() != null -> hidden.getC().remaining();
            case null, default -> 0;
        };
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("%-24s  %-20s  %-12s  %-5s  %s".formatted("arrived", "reason", "source", "again", "origin: detail"));
        sorted().forEach(line -> lines.add("%-24s  %-20s  %-12s  %-5s  %s: %s"
                .formatted(
                        line.at(),
                        line.reason(),
                        line.source(),
                        line.again() == 0 ? "" : line.again() + "x",
                        line.place(),
                        words(line.detail()))));
        lines.add(total + " refused" + (total > latest.size() ? ", the latest " + latest.size() + " shown" : ""));
        return lines;
    }

    private List<Line> sorted() {
        return latest.stream().sorted(BY_TIME).toList();
    }

    /** A detail may quote the record, and a record anything: nothing in it steers a terminal. */
    private static String words(String detail) {
        var plain = detail.replaceAll("\\p{Cntrl}", " ");
        return Shortened.words(plain, MOST_DETAIL);
    }

    List<String> counts() {
        var lines = new ArrayList<String>();
        lines.add("%10s  %-20s  %-12s  %-10s  %s".formatted("records", "reason", "source", "stage", "tenant"));
        counts.forEach((key, count) -> {
            var words = key.split("\t", -1);
            lines.add("%10d  %-20s  %-12s  %-10s  %s".formatted(count, words[2], words[1], words[3], words[0]));
        });
        lines.add("%10d  in all".formatted(total));
        return lines;
    }

    ObjectNode json(ObjectNode report) {
        report.put("total", total);
        var byReason = report.putArray("counts");
        counts.forEach((key, count) -> {
            var words = key.split("\t", -1);
            byReason.addObject()
                    .put("tenant", words[0])
                    .put("source", words[1])
                    .put("reason", words[2])
                    .put("stage", words[3])
                    .put("records", count);
        });
        var refused = report.putArray("refused");
        sorted().forEach(line -> refused.addObject()
                .put("arrived", line.at().toString())
                .put("tenant", line.tenant())
                .put("source", line.source())
                .put("reason", line.reason())
                .put("stage", line.stage())
                .put("origin", line.place())
                .put("bytes", line.bytes())
                .put("detail", line.detail())
                .put("sentAgain", line.again()));
        return report;
    }
}
