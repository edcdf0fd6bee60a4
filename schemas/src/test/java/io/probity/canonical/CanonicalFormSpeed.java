package io.probity.canonical;

import io.probity.model.AuditEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Prints microseconds an event: {@code mvn -pl schemas test -Dtest=CanonicalFormSpeed -Dcanonical.speed=true}. */
class CanonicalFormSpeed {
    private static final int ROUNDS = 7;
    private static final int EVENTS = 200_000;

    private final AuditEvent small = SampleEvents.least();
    private final AuditEvent full = SampleEvents.full();
    private final AuditEvent large =
            AuditEvent.newBuilder(full).setRaw("{\"k\":\"v\"}".repeat(1_000)).build();

    @Test
    @EnabledIfSystemProperty(named = "canonical.speed", matches = "true")
    void print() {
        measure("form, least", event -> CanonicalForm.of(event).length, small, EVENTS);
        measure("form, full", event -> CanonicalForm.of(event).length, full, EVENTS);
        measure("form, full and 9 KB of raw", event -> CanonicalForm.of(event).length, large, EVENTS / 10);
        measure("form and digest, least", event -> EventDigest.of(event)[0], small, EVENTS);
        measure("form and digest, full", event -> EventDigest.of(event)[0], full, EVENTS);
        byte[] form = CanonicalForm.of(full);
        measure("digest alone, full", event -> EventDigest.sha256(form)[0], full, EVENTS);
        measure("reference library over the form, full", event -> canonicalized(form), full, EVENTS / 10);
    }

    private static int canonicalized(byte[] json) {
        try {
            return new JsonCanonicalizer(json).getEncodedUTF8().length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void measure(String what, ToIntFunction<AuditEvent> work, AuditEvent event, int count) {
        long best = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sum += work.applyAsInt(event);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf(
                Locale.ROOT,
                "%-40s %5d bytes %8.2f us (check %x)%n",
                what,
                CanonicalForm.of(event).length,
                best / 1e3 / count,
                sum);
    }
}
