package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Real events that nobody here wrote, where the folder is there. What a raw event has is judged by {@link RawEvent}, which
 * shares nothing with the sources; a share is filled ∧ has / has.
 */
class SharedDataTest {
    private static final Path SHARED = Path.of(
            System.getProperty("probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")));

    private enum Field {
        TIME,
        ACTOR,
        ACTION,
        OUTCOME,
        IP
    }

    private static final class Tally {
        private long read;
        private long accepted;
        private final List<String> refusals = new ArrayList<>();
        private final Map<Field, long[]> has = new EnumMap<>(Field.class);

        private double share(Field field) {
            long[] counts = has.getOrDefault(field, new long[2]);
            return counts[0] == 0 ? 1 : (double) counts[1] / counts[0];
        }
    }

    @Test
    void readsEveryCloudTrailRecord() throws IOException {
        var tally =
                tally("cloudtrail", path -> path.contains("aws_cloudtrail") || path.endsWith("AWS.CloudTrail.ndjson"));

        assertThat(tally.read).isEqualTo(tally.accepted + tally.refusals.size());
        assertThat(tally.refusals)
                .as("one row holds a collector's annotations and no record")
                .hasSize(1);
        assertShares(tally, 1);
    }

    @Test
    void readsEveryGitlabEvent() throws IOException {
        var tally = tally("gitlab", path -> path.contains("/gitlab/"));

        assertThat(tally.read).isEqualTo(tally.accepted);
        assertShares(tally, 1);
    }

    @Test
    void findsTheUsualFieldsInEverythingElse() throws IOException {
        var tally = tally(
                "generic",
                path -> !path.contains("aws_cloudtrail")
                        && !path.contains("AWS.CloudTrail")
                        && !path.contains("/gitlab/"));

        assertThat(tally.read).isEqualTo(tally.accepted);
        assertShares(tally, 0.99);
    }

    private static void assertShares(Tally tally, double floor) {
        for (var field : Field.values()) {
            assertThat(tally.share(field)).as(field.name()).isGreaterThanOrEqualTo(floor);
        }
    }

    private static Tally tally(String source, Predicate<String> wanted) throws IOException {
        Path data = SHARED.resolve("data");
        assumeTrue(
                Files.isDirectory(data),
                "skipped: no folder " + data.toAbsolutePath().normalize());
        var tally = new Tally();
        try (var files = Files.walk(data)) {
            for (var file : files.filter(path -> path.toString().endsWith(".ndjson") && wanted.test(path.toString()))
                    .sorted()
                    .toList()) {
                for (var line : Files.readAllLines(file)) {
                    count(tally, source, Reading.json(line), file);
                }
            }
        }
        System.out.println(table(source, tally));
        return tally;
    }

    private static void count(Tally tally, String source, JsonNode raw, Path file) {
        for (var result : Reading.source(source).normalise(raw, Map.of())) {
            tally.read++;
            switch (result) {
                case Normalised.Refused(var reason, var detail, var json) -> tally.refusals.add(reason + ": " + detail);
                case Normalised.Event event -> {
                    tally.accepted++;
                    compare(tally, event.draft(), new RawEvent(raw), file);
                }
            }
        }
    }

    private static void compare(Tally tally, EventDraft draft, RawEvent raw, Path file) {
        boolean hasId = draft.actor.getId() instanceof String id && !id.isEmpty();
        mark(tally, Field.TIME, raw.hasTime(), draft.effective != null, file, raw);
        mark(tally, Field.ACTOR, raw.hasActor(), hasId || draft.actor.getName() != null, file, raw);
        mark(
                tally,
                Field.ACTION,
                raw.hasAction(),
                !draft.action.isEmpty() && !draft.action.equals("generic"),
                file,
                raw);
        mark(tally, Field.OUTCOME, raw.hasOutcome(), draft.outcome != Outcome.UNKNOWN, file, raw);
        boolean hasIp = draft.metadata != null && draft.metadata.getClientIp() != null;
        mark(tally, Field.IP, raw.hasAddress(), hasIp, file, raw);
    }

    private static void mark(Tally tally, Field field, boolean has, boolean filled, Path file, RawEvent raw) {
        long[] counts = tally.has.computeIfAbsent(field, any -> new long[2]);
        if (!has) {
            return;
        }
        counts[0]++;
        if (filled) {
            counts[1]++;
        } else {
            String text = raw.json().toString();
            System.out.println("not filled: " + field + " in " + file.getFileName() + ": "
                    + text.substring(0, Math.min(300, text.length())));
        }
    }

    private static String table(String source, Tally tally) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-10s read %d = accepted %d + refused %d %s%n",
                source,
                tally.read,
                tally.accepted,
                tally.refusals.size(),
                tally.refusals));
        for (var field : Field.values()) {
            long[] counts = tally.has.getOrDefault(field, new long[2]);
            text.append(String.format(
                    Locale.ROOT,
                    "%-10s %-8s raw has %5d  filled %5d  %6.2f %%%n",
                    source,
                    field,
                    counts[0],
                    counts[1],
                    100 * tally.share(field)));
        }
        return text.toString();
    }
}
