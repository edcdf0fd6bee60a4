package io.probity.evaluate;

import io.probity.model.Definition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All versions of one thing, so that an event is judged by the one in force when it happened. Immutable.
 *
 * @param versions in the order of the log
 */
record History<T>(List<Version<T>> versions) {

    /**
     * @param retired true: from effectiveFrom on there is no such thing
     * @param publish number of the publish that brought it, from 1
     * @param moments when something changes because of it: effectiveFrom, and after it the ends of an interval
     */
    record Version<T>(Instant effectiveFrom, boolean retired, int publish, Set<Instant> moments, T value) {}

    /**
     * Adds a version of what a definition says.
     *
     * @param name whose history it belongs to
     * @param ends of an interval in which it counts; those later than effectiveFrom are moments
     * @return its moments
     */
    static <T> Set<Instant> add(
            Map<String, History<T>> histories,
            String name,
            Definition definition,
            int publish,
            T value,
            Stream<Instant> ends) {
        var from = definition.getEffectiveFrom();
        var moments = Stream.concat(Stream.of(from), ends.filter(end -> end.isAfter(from)))
                .collect(Collectors.toUnmodifiableSet());
        var version = new Version<>(from, definition.getRetired(), publish, moments, value);
        histories.merge(name, new History<>(List.of(version)), (known, ignored) -> known.plus(version));
        return moments;
    }

    History<T> plus(Version<T> version) {
        var all = new ArrayList<>(versions);
        all.add(version);
        return new History<>(List.copyOf(all));
    }

    /** What was in force at the time; null where nothing was. */
    @Nullable T at(Instant time) {
        var version = versionAt(time);
        return version == null || version.retired() ? null : version.value();
    }

    /** The version with the latest effectiveFrom that is not after the time; among equals the later in the log. */
    @Nullable Version<T> versionAt(Instant time) {
        @Nullable Version<T> best = null;
        // a plain loop: this runs for every control of every event
        for (int i = 0; i < versions.size(); i++) {
            var version = versions.get(i);
            if (!version.effectiveFrom().isAfter(time)
                    && (best == null || !version.effectiveFrom().isBefore(best.effectiveFrom()))) {
                best = version;
            }
        }
        return best;
    }

    /** What was in force until a change came; null where nothing was. */
    @Nullable Version<T> before(Change change) {
        if (change.due()) {
            return versionAt(change.at().minus(1, ChronoUnit.MICROS));
        }
        var earlier = versions.stream()
                .filter(version -> version.publish() < change.publish())
                .toList();
        return new History<>(earlier).versionAt(change.at());
    }

    /** Whether it has never been changed: it triggers now as ever. */
    boolean isOne() {
        return versions.size() == 1;
    }

    /** By the times from which they hold; among equals the later in the log holds, and stands behind. */
    List<Version<T>> inOrder() {
        return versions.size() == 1
                ? versions // nearly always
                : versions.stream()
                        .sorted(Comparator.comparing(Version::effectiveFrom))
                        .toList();
    }

    boolean touchedBy(Change change) {
        for (var version : versions) {
            if (change.concerns(version)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a thing is true of what any version says, in force or not. */
    boolean anyVersion(Predicate<T> thing) {
        return versions.stream().anyMatch(version -> thing.test(version.value()));
    }

    /** The place of a version in the order of the log, from 0. */
    int placeOf(T value) {
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).value().equals(value)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no version of it: " + value);
    }

    /** Whether a version was in force at some time after one, up to another, this included. */
    boolean heldWithin(Version<T> version, Instant after, Instant upTo) {
        if (version.effectiveFrom().isAfter(upTo) || !version.equals(versionAt(version.effectiveFrom()))) {
            return false;
        }
        return versions.stream()
                .noneMatch(other -> other.effectiveFrom().isAfter(version.effectiveFrom())
                        && !other.effectiveFrom().isAfter(after));
    }

    /** The last version in the order of the log, in force or not. */
    T latest() {
        return versions.getLast().value();
    }
}
