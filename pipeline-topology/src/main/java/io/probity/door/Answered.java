package io.probity.door;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was answered to requests that carry a name of their own, so that a repeat gets the same answer and writes nothing. Bounded
 * in time and in bytes: what is forgotten is written again, and is a duplicate in the log.
 */
final class Answered {
    /** What an entry costs beside its answer, roughly. */
    private static final long OVERHEAD = 256;

    /** An answer that was given. */
    record Answer(int status, byte[] body) {}

    /** What is known of a request: one of four things, and the compiler knows all. */
    sealed interface Known {
        /** Nothing: it is yours to answer, and to {@link #finish} or {@link #forget}. */
        record Nothing(Entry entry) implements Known {}

        /** Somebody is about it. */
        record InHand() implements Known {}

        /** It was another request. */
        record Other() implements Known {}

        /** It was this one. */
        record Same(Answer answer) implements Known {}
    }

    /** One request, under all its names. */
    static final class Entry {
        private final List<String> names;
        private final byte[] fingerprint;
        private final Instant since;
        private @Nullable Answer answer;

        private Entry(List<String> names, byte[] fingerprint, Instant since) {
            this.names = names;
            this.fingerprint = fingerprint;
            this.since = since;
        }
    }

    private final Duration window;
    private final long mostBytes;
    private final Map<String, Entry> byName = new LinkedHashMap<>();
    private long bytes;

    Answered(Duration window, long mostBytes) {
        this.window = window;
        this.mostBytes = mostBytes;
    }

    /**
     * Asks, and takes it in hand where nothing is known.
     *
     * @param names each within its door
     * @param fingerprint of the request
     */
    synchronized Known ask(List<String> names, byte[] fingerprint, Instant now) {
        expire(now);
        for (var name : names) {
            var entry = byName.get(name);
            if (entry != null) {
                if (!Arrays.equals(entry.fingerprint, fingerprint)) {
                    return new Known.Other();
                }
                return entry.answer == null ? new Known.InHand() : new Known.Same(entry.answer);
            }
        }
        var entry = new Entry(List.copyOf(names), fingerprint, now);
        entry.names.forEach(name -> byName.put(name, entry));
        return new Known.Nothing(entry);
    }

    /** It was answered, and a repeat is answered the same. */
    synchronized void finish(Entry entry, Answer answer) {
        entry.answer = answer;
        bytes += cost(entry);
        var oldest = byName.values().iterator();
        while (bytes > mostBytes && oldest.hasNext()) {
            var each = oldest.next();
            if (each.answer != null) {
                oldest.remove();
                bytes -= share(each);
            }
        }
    }

    /** It was not taken: a repeat is a first time. */
    synchronized void forget(Entry entry) {
        entry.names.forEach(name -> byName.remove(name, entry));
    }

    private void expire(Instant now) {
        var oldest = byName.values().iterator();
        while (oldest.hasNext()) {
            var each = oldest.next();
            if (each.since.plus(window).isAfter(now)) {
                return;
            }
            if (each.answer != null) {
                oldest.remove();
                bytes -= share(each);
            }
        }
    }

    /** The answer counts once for each name, so that taking out a name takes out its share. */
    private static long share(Entry entry) {
        return OVERHEAD + (entry.answer == null ? 0 : entry.answer.body().length);
    }

    private static long cost(Entry entry) {
        return entry.names.size() * share(entry);
    }

    synchronized long bytes() {
        return bytes;
    }
}
