package io.probity.evaluate.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks when assignments and waivers hold: two that say the same at once, and waivers that are over.
 *
 * @param now a waiver that expires at it or before is over
 */
public record IntervalLint(Instant now) {

    /** Notes what it finds in the files; read it with {@link CatalogFile#problems}. */
    public void check(List<CatalogFile> files) {
        var assignments = new Seen("assignment");
        var waivers = new Seen("waiver");
        for (var file : files) {
            for (int i = 0; i < file.catalog().assignments().size(); i++) {
                var it = file.catalog().assignments().get(i);
                var what = "framework `" + it.framework() + "` is assigned to `" + it.scope() + "`";
                assignments.add(
                        new Interval(file, "/assignments/" + i, it.id(), what, it.from(), it.to(), it.retired()));
            }
            for (int i = 0; i < file.catalog().waivers().size(); i++) {
                var it = file.catalog().waivers().get(i);
                var whom = it.subject() == null ? String.valueOf(it.scope()) : it.subject();
                var what = "`" + it.control() + "` is waived for `" + whom + "`";
                var interval =
                        new Interval(file, "/waivers/" + i, it.id(), what, it.from(), it.expires(), it.retired());
                waivers.add(interval);
                expired(interval, it);
            }
        }
    }

    private void expired(Interval interval, WaiverDefinition waiver) {
        if (!waiver.retired()
                && waiver.from().isBefore(waiver.expires())
                && !waiver.expires().isAfter(now)) {
            interval.file()
                    .warning(
                            interval.at() + "/expires",
                            "the waiver expired at " + waiver.expires()
                                    + ", and FAIL is FAIL again since then: take it out, or"
                                    + " have it approved anew, under a new version");
        }
    }

    /** @param to the first instant no longer; null: open */
    private record Interval(
            CatalogFile file,
            String at,
            String id,
            String what,
            Instant from,
            @Nullable Instant to,
            boolean retired) {

        boolean meets(Interval other) {
            return (other.to() == null || from.isBefore(other.to()))
                    && (to == null || other.from().isBefore(to));
        }

        @Override
        public String toString() {
            return "from " + from + (to == null ? "" : " to " + to);
        }
    }

    /** Of one kind of definition, by what it says and by its id. */
    private static final class Seen {
        private final String kind;
        private final Map<String, List<Interval>> bySaying = new HashMap<>();
        private final Map<String, Interval> byId = new HashMap<>();

        Seen(String kind) {
            this.kind = kind;
        }

        void add(Interval interval) {
            if (byId.putIfAbsent(interval.id(), interval) != null) {
                interval.file()
                        .error(
                                interval.at(),
                                kind + " `" + interval.id()
                                        + "` is given twice, and the later would replace the earlier:"
                                        + " give each an `id` of its own");
                return;
            }
            if (interval.retired()) {
                return;
            }
            var said = bySaying.computeIfAbsent(interval.what(), it -> new ArrayList<>());
            said.stream()
                    .filter(interval::meets)
                    .findFirst()
                    .ifPresent(other -> interval.file()
                            .warning(
                                    interval.at(),
                                    interval.what() + " twice at once: here " + interval + ", and by `" + other.id()
                                            + "` " + other + "; whoever ends one of them ends nothing"));
            said.add(interval);
        }
    }
}
