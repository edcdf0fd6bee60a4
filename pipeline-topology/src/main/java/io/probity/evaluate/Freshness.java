package io.probity.evaluate;

import io.probity.evaluate.catalog.ControlDefinition.Evidence;
import io.probity.leaf.Envelope;
import io.probity.model.EvidenceAge;
import io.probity.model.Fact;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long a control may rest on what is known of a subject. Pure.
 *
 * @param facts with the time of the event that said each; empty: nothing goes stale
 */
public record Freshness(Map<String, Fact> facts) {
    /** What somebody knows whose facts have no times. */
    public static final Freshness UNTIMED = new Freshness(Map.of());

    /** Auditree's default: evidence that nobody has renewed for so long after its end, nobody will. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(30);

    /** As canonical JSON text. */
    private static final Pattern NOTHING_IN_IT = Pattern.compile("\\[]|\\{}|\"\\s*\"");

    /** What is said of evidence; what is unknown or in error is not made better by being old. */
    private static final Set<Status> SAID = Set.of(Status.PASS, Status.FAIL, Status.WAIVED, Status.WARN);

    /**
     * The end of evidence.
     *
     * @param evidence as an expression names it
     * @param newest own time of the newest event that told of it
     * @param fresh until then, and no longer only where a tolerance follows
     * @param at from then on it is stale
     */
    record Expiry(String evidence, Instant newest, Instant fresh, Instant at) {}

    /** Whether a status rests on evidence, and so goes stale with it. */
    static boolean perishes(Status status) {
        return SAID.contains(status);
    }

    /** When the first of a control's evidence goes stale; null where it names none that is known, or none that ever does. */
    @Nullable Expiry expiry(ControlVersion control) {
        @Nullable Expiry first = null;
        for (var evidence : control.perishable()) {
            var expiry = expiry(evidence);
            if (expiry != null && (first == null || expiry.at().isBefore(first.at()))) {
                first = expiry;
            }
        }
        return first;
    }

    /** How old the evidence is that a control names, as far as anything is known of it. */
    List<EvidenceAge> ages(ControlVersion control) {
        var named = control.definition().evidence();
        if (named.isEmpty()) {
            return List.of(); // nearly always, and this is asked with every verdict
        }
        var ages = new ArrayList<EvidenceAge>(named.size());
        for (var evidence : named) {
            var newest = newest(evidence);
            if (newest.isPresent()) {
                var expiry = expiry(evidence);
                ages.add(new EvidenceAge(
                        evidence.key(),
                        newest.get(),
                        expiry == null ? null : expiry.fresh(),
                        expiry == null ? null : expiry.at(),
                        expiry == null ? null : expiry.at().plus(ABANDONED_AFTER),
                        isEmpty(evidence.key())));
            }
        }
        return List.copyOf(ages);
    }

    /** Of evidence by type, its own part of the fact, and not the newest of all that other engines said. */
    private Optional<Instant> newest(Evidence evidence) {
        if (!evidence.isFact()) {
            var told = facts.get(evidence.key());
            return told == null || !FactRule.says(told)
                    ? Optional.empty()
                    : Optional.of(Envelope.of(told).at());
        }
        var name = evidence.name();
        return facts.entrySet().stream()
                .filter(fact -> FactRule.whole(fact.getKey()).equals(name) && FactRule.says(fact.getValue()))
                .map(fact -> fact.getValue().getEffective())
                .max(Comparator.naturalOrder());
    }

    /** A fact of several parts has a member for each that says something, so it is not empty where one is known. */
    private boolean isEmpty(String key) {
        var fact = facts.get(key);
        return fact != null && NOTHING_IN_IT.matcher(fact.getValue()).matches();
    }

    /** What was taken back is no evidence: the verdict is UNKNOWN without it. */
    private @Nullable Expiry expiry(Evidence evidence) {
        var newest = newest(evidence);
        if (newest.isEmpty()) {
            return null;
        }
        @Nullable Instant fresh = evidence.ttl() == null ? null : newest.get().plus(evidence.ttl());
        @Nullable Instant at = fresh == null || evidence.tolerance() == null ? fresh : fresh.plus(evidence.tolerance());
        @Nullable Instant own = evidence.isFact()
                ? null
                : Envelope.of(Objects.requireNonNull(facts.get(evidence.key()))).end();
        fresh = earlier(fresh, own);
        at = earlier(at, own); // whoever collected it knows better than who rests on it
        return fresh == null || at == null ? null : new Expiry(evidence.words(), newest.get(), fresh, at);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** The judgement as of a time: STALE where it rests on evidence that was too old by then. */
    Judgement asOf(Instant at, Judgement judgement) {
        if (!perishes(judgement.status())) {
            return judgement;
        }
        var expiry = expiry(judgement.control());
        return expiry == null || at.isBefore(expiry.at())
                ? judgement
                : new Judgement(
                        judgement.control(),
                        Status.STALE,
                        reason(expiry, judgement.status()),
                        List.of(),
                        judgement.requirements());
    }

    static String reason(Expiry expiry, Status before) {
        return expiry.evidence() + " was last told of at " + expiry.newest() + " and was good until " + expiry.at()
                + "; by it the verdict was " + before;
    }
}
