package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Counted;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Lapsed;
import io.probity.adhere.Conclusion.Stands;
import io.probity.adhere.Conclusion.Summed;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Basis;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.FloodRow;
import io.probity.model.LeafRef;
import io.probity.model.NonAdherence;
import io.probity.model.Relation;
import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One subject's way through verdicts; event n happens at second n, and is logged half a second later. */
class AdherenceFoldTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final RequirementRef REQUIREMENT =
            new RequirementRef("base", "r1", List.of("SOC 2:CC8.1"), List.of(Relation.SUBSET_OF));

    private final Map<String, Violation> violations = new HashMap<>();
    private final Map<String, FloodRow> floods = new HashMap<>();
    private SubjectState row = new SubjectState(
            "acme",
            "project/6",
            new Scope("project", "6", "group/app"),
            NOON,
            true,
            3,
            Map.of(),
            Map.of(),
            Map.of(),
            null,
            Map.of(),
            List.of(),
            null,
            List.of());
    private List<Conclusion> came = List.of();

    // --- intervals of non-adherence ---

    @Test
    void failingBeginsAnIntervalAndFailingAgainBeginsNone() {
        state(1, Status.PASS);
        state(2, Status.FAIL);
        assertThat(interval())
                .extracting(
                        NonAdherence::getOpenedAt,
                        NonAdherence::getOpenedLogTime,
                        NonAdherence::getOpenedBy,
                        NonAdherence::getScopePath,
                        NonAdherence::getRequirements,
                        NonAdherence::getClosedBy)
                .containsExactly(second(2), logged(2), leaf(2), "group/app", List.of(REQUIREMENT), null);

        state(3, Status.FAIL);
        assertThat(of(Lapsed.class)).isEmpty();
    }

    /** STALE is not FAIL, and no word that it was mended: what came next stands in the record. */
    @ParameterizedTest
    @EnumSource(value = Status.class, mode = Mode.EXCLUDE, names = "FAIL")
    void anyOtherStatusEndsItAndIsNamed(Status next) {
        state(1, Status.FAIL);
        state(5, next);

        assertThat(interval())
                .extracting(
                        NonAdherence::getOpenedBy,
                        NonAdherence::getClosedAt,
                        NonAdherence::getClosedLogTime,
                        NonAdherence::getClosedBy,
                        NonAdherence::getNext,
                        NonAdherence::getDurationMillis)
                .containsExactly(leaf(1), second(5), logged(5), leaf(5), next, 4_000L);
        assertThat(row.getFailing()).isEmpty();
    }

    @Test
    void aControlThatNoLongerHoldsEndsItsInterval() {
        state(1, Status.FAIL);
        take(publish(2, 2), verdict(Status.NOT_APPLICABLE, 1, it -> it.ended(true)));

        assertThat(interval().getNext()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(row.getFailing()).isEmpty();
    }

    /** As the row of a build that kept no beginnings. */
    @Test
    void aFailWhoseBeginningIsNotKnownEndsWithoutAnInterval() {
        state(1, Status.FAIL);
        row = SubjectState.newBuilder(row).setFailing(Map.of()).build();
        state(2, Status.PASS);

        assertThat(of(Lapsed.class)).isEmpty();
    }

    // --- standing ---

    @Test
    void theFirstVerdictIsAStandingAndAChangeFromNothing() {
        state(1, Status.PASS);

        assertThat(standing())
                .extracting(
                        Adherence::getStatus,
                        Adherence::getFirstSeen,
                        Adherence::getLastEvaluated,
                        Adherence::getLastChanged,
                        Adherence::getEffective,
                        Adherence::getChanges)
                .containsExactly(Status.PASS, logged(1), logged(1), logged(1), second(1), 0);
        assertThat(change())
                .extracting(AdherenceChange::getPrevious, AdherenceChange::getCurrent, AdherenceChange::getAt)
                .containsExactly(null, Status.PASS, second(1));
        assertThat(standing().getScopePath()).isEqualTo("group/app");
        assertThat(standing().getRequirements()).containsExactly(REQUIREMENT);
        assertThat(standing().getBasis()).isEqualTo(leaf(1));
    }

    @Test
    void theSameStatusAgainIsEvaluatedAndNotChanged() {
        state(1, Status.PASS);
        state(2, Status.PASS);

        assertThat(standing())
                .extracting(
                        Adherence::getFirstSeen,
                        Adherence::getLastEvaluated,
                        Adherence::getLastChanged,
                        Adherence::getEffective,
                        Adherence::getChanges)
                .containsExactly(logged(1), logged(2), logged(1), second(2), 0);
        assertThat(of(Changed.class)).isEmpty();
        assertThat(of(Stands.class)).hasSize(1);
    }

    @Test
    void changesAreCountedFromTheSecondStatusOn() {
        for (var status : List.of(Status.PASS, Status.FAIL, Status.FAIL, Status.UNKNOWN, Status.FAIL, Status.PASS)) {
            state(
                    row.getStandings().isEmpty()
                            ? 1
                            : (int) (standing().getBasis().getLeaf() + 1),
                    status);
        }

        assertThat(standing().getChanges()).isEqualTo(4);
        assertThat(standing().getFirstSeen()).isEqualTo(logged(1));
        assertThat(standing().getLastChanged()).isEqualTo(logged(6));
        assertThat(change().getPrevious()).isEqualTo(Status.FAIL);
    }

    @Test
    void anotherVersionWithTheSameStatusIsNoChangeAndIsNamed() {
        state(1, Status.PASS);
        take(event(2), verdict(Status.PASS, 2, it -> it.version("2")));

        assertThat(standing().getControlVersion()).isEqualTo("2");
        assertThat(of(Changed.class)).isEmpty();
    }

    @Test
    void controlsStandEachForItself() {
        take(event(1), verdict(Status.PASS, 1), verdict(Status.FAIL, 1, it -> it.control("other")));

        assertThat(row.getStandings()).containsOnlyKeys("c1", "other");
        assertThat(row.getOpen()).containsOnlyKeys("other");
    }

    @Test
    void theRowKeepsWhatIsNotAboutStandings() {
        var before = row;
        state(1, Status.FAIL);

        assertThat(row.getSettled()).isEqualTo(3);
        assertThat(row.getScope()).isEqualTo(before.getScope());
        assertThat(row.getFacts()).isEqualTo(before.getFacts());
        assertThat(before.getStandings()).as("the row that was given").isEmpty();
    }

    // --- late ---

    @Test
    void aVerdictOverAnOlderFactIsDecidedLateAndMovesNothing() {
        state(5, Status.PASS);
        var before = row;
        state(4, Status.FAIL);

        assertThat(came).hasSize(1);
        assertThat(decision().getLate()).isTrue();
        assertThat(decision().getStatus()).isEqualTo(Status.FAIL);
        assertThat(row).isEqualTo(before);
    }

    @Test
    void atTheSameMomentTheLaterInTheLogHolds() {
        state(5, Status.PASS);
        state(5, Status.FAIL);

        assertThat(decision().getLate()).isFalse();
        assertThat(standing().getStatus()).isEqualTo(Status.FAIL);
    }

    @Test
    void aVerdictByRulesThatAreGoneIsDecidedLateAndMovesNothingEvenAtFirst() {
        take(event(1), verdict(Status.FAIL, 1, it -> it.past(true)));

        assertThat(came).hasSize(1);
        assertThat(decision().getLate()).isTrue();
        assertThat(row.getStandings()).isEmpty();
        assertThat(row.getOpen()).isEmpty();
    }

    /** The event's own clock may be ahead of the log's. */
    @Test
    void aChangeOfTheRulesIsNeverLate() {
        state(60, Status.FAIL);
        take(publish(2, 10), verdict(Status.PASS, 60));

        assertThat(decision().getLate()).isFalse();
        assertThat(standing().getStatus()).isEqualTo(Status.PASS);
        assertThat(breach().getStatus()).isEqualTo(ViolationStatus.RESOLVED);
    }

    /** The publish brought no newer fact: one that is newer than the fact there is must not count as late. */
    @Test
    void aChangeOfTheRulesLeavesTheTimeOfTheFactAsItIs() {
        state(1, Status.FAIL);
        take(publish(2, 100), verdict(Status.FAIL, 1));
        assertThat(standing().getEffective()).isEqualTo(second(1));
        assertThat(standing().getLastEvaluated()).isEqualTo(second(100));

        state(50, Status.PASS);
        assertThat(decision().getLate()).isFalse();
        assertThat(standing().getStatus()).isEqualTo(Status.PASS);
    }

    @Test
    void aStandingThatARuleMakesIsAsOldAsItsFact() {
        take(publish(2, 100), verdict(Status.PASS, 7));

        assertThat(standing().getEffective()).isEqualTo(second(7));
        assertThat(standing().getFirstSeen()).isEqualTo(second(100));
    }

    // --- violations of a state ---

    @Test
    void theFirstFailureOpensOneViolationAndFurtherOnesNone() {
        state(1, Status.FAIL);
        var opened = breach();
        assertThat(opened)
                .extracting(
                        Violation::getStatus,
                        Violation::getEventId,
                        Violation::getOccurredAt,
                        Violation::getDetectedAt,
                        Violation::getCause,
                        Violation::getEndedAt)
                .containsExactly(ViolationStatus.DETECTED, "e1", second(1), logged(1), leaf(1), null);
        assertThat(opened.getRequirements()).containsExactly(REQUIREMENT);
        assertThat(row.getOpen()).containsExactly(Map.entry("c1", opened.getId()));

        state(2, Status.FAIL);
        assertThat(of(Breached.class)).isEmpty();
        assertThat(row.getOpen()).containsExactly(Map.entry("c1", opened.getId()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            names = {"PASS", "WARN", "WAIVED", "NOT_APPLICABLE"})
    void whatIsGoodOrDoesNotCountHealsOnceAndByItself(Status good) {
        state(1, Status.FAIL);
        var opened = breach();
        state(2, good);

        assertThat(breach())
                .isEqualTo(Violation.newBuilder(opened)
                        .setStatus(ViolationStatus.RESOLVED)
                        .setEndedAt(logged(2))
                        .setEndedBy("auto")
                        .setEndCause(leaf(2))
                        .build());
        assertThat(row.getOpen()).isEmpty();
        state(3, good);
        assertThat(of(Breached.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.class,
            mode = Mode.EXCLUDE,
            names = {"FAIL", "PASS", "WARN", "WAIVED", "NOT_APPLICABLE"})
    void whatSaysNeitherOpensNorHeals(Status neither) {
        state(1, neither);
        assertThat(of(Breached.class)).isEmpty();
        state(2, Status.FAIL);
        var id = breach().getId();
        state(3, neither);
        assertThat(of(Breached.class)).isEmpty();
        assertThat(change().getCurrent()).isEqualTo(neither);

        state(4, Status.FAIL);
        assertThat(of(Breached.class)).as("it is the one that is open still").isEmpty();
        assertThat(row.getOpen()).containsValue(id);
        assertThat(standing().getChanges()).isEqualTo(3);
    }

    @Test
    void openingAgainIsAnotherViolation() {
        state(1, Status.FAIL);
        var first = breach().getId();
        state(2, Status.PASS);
        state(3, Status.FAIL);

        assertThat(breach().getStatus()).isEqualTo(ViolationStatus.DETECTED);
        assertThat(breach().getId()).isNotEqualTo(first);
        assertThat(violations.values())
                .extracting(Violation::getId, Violation::getStatus)
                .containsExactlyInAnyOrder(
                        tuple(first, ViolationStatus.RESOLVED), tuple(breach().getId(), ViolationStatus.DETECTED));
    }

    @Test
    void timersOfOneLeafOpenViolationsOfTheirOwn() {
        take(timer(1, 10), verdict(Status.FAIL, 1));
        var first = breach();
        take(timer(1, 20), verdict(Status.PASS, 1));
        take(timer(1, 30), verdict(Status.FAIL, 1));

        assertThat(breach().getId()).isNotEqualTo(first.getId());
        assertThat(first.getOccurredAt()).isEqualTo(second(10));
        assertThat(breach().getCause()).isEqualTo(first.getCause());
    }

    @Test
    void theSameBreachFoundAgainHasTheSameId() {
        var before = row;
        state(1, Status.FAIL);
        var id = breach().getId();
        row = before;
        state(1, Status.FAIL);

        assertThat(breach().getId()).isEqualTo(id);
    }

    @Test
    void anEndedStandingIsToldOnceHealsAndIsGone() {
        state(1, Status.FAIL);
        take(publish(2, 10), verdict(Status.NOT_APPLICABLE, 1, it -> it.ended(true)));

        assertThat(row.getStandings()).isEmpty();
        assertThat(row.getOpen()).isEmpty();
        assertThat(of(Stands.class)).hasSize(1);
        assertThat(change().getPrevious()).isEqualTo(Status.FAIL);
        assertThat(change().getCurrent()).isEqualTo(Status.NOT_APPLICABLE);
        assertThat(breach().getStatus()).isEqualTo(ViolationStatus.RESOLVED);

        state(20, Status.PASS);
        assertThat(change().getPrevious()).as("it begins anew").isNull();
        assertThat(standing().getFirstSeen()).isEqualTo(logged(20));
        assertThat(standing().getChanges()).isZero();
    }

    @Test
    void anOpenViolationThatTheStoreDoesNotHaveIsADefectAndSaysSo() {
        state(1, Status.FAIL);
        violations.clear();

        assertThatThrownBy(() -> state(2, Status.PASS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the two stores disagree");
    }

    // --- occurrences and shadows ---

    @Test
    void eachFailureOfAnOccurrenceIsAViolationThatNothingHeals() {
        occurrence(1, Status.FAIL);
        var first = breach().getId();
        occurrence(2, Status.FAIL);
        assertThat(breach().getId()).isNotEqualTo(first);
        occurrence(3, Status.PASS);

        assertThat(of(Breached.class)).isEmpty();
        assertThat(row.getOpen()).isEmpty();
        assertThat(standing().getStatus()).isEqualTo(Status.PASS);
    }

    @Test
    void aLateOccurrenceHappenedAllTheSame() {
        occurrence(5, Status.PASS);
        occurrence(4, Status.FAIL);

        assertThat(decision().getLate()).isTrue();
        assertThat(breach().getOccurredAt()).isEqualTo(second(4));
        assertThat(standing().getStatus()).isEqualTo(Status.PASS);
    }

    @Test
    void aShadowDecidesAndNothingMore() {
        take(event(1), verdict(Status.FAIL, 1, it -> it.shadow(true)));
        take(event(2), verdict(Status.FAIL, 2, it -> it.shadow(true).occurrence(true)));

        assertThat(came).hasSize(1);
        assertThat(decision().getShadow()).isTrue();
        assertThat(row.getStandings()).isEmpty();
    }

    @Test
    void aDecisionTellsWhatItRestsOn() {
        state(1, Status.FAIL);

        assertThat(decision())
                .isEqualTo(new Decision(
                        "c1",
                        "1",
                        "definition",
                        "project/6",
                        Status.FAIL,
                        "because",
                        "event",
                        leaf(1),
                        "e1",
                        "acme",
                        second(1),
                        logged(1),
                        false,
                        false,
                        null,
                        null,
                        null));
        assertThat(came.getFirst())
                .as("the verdict comes before what follows from it")
                .isInstanceOf(Decided.class);
        assertThat(came)
                .extracting(Object::getClass)
                .as(
                        "and what changed in the scope, by path and by id, in the one above it and in the tenant, and how the subject stands as a whole")
                .containsExactly(
                        Decided.class,
                        Stands.class,
                        Changed.class,
                        Lapsed.class,
                        Breached.class,
                        Counted.class,
                        Counted.class,
                        Counted.class,
                        Counted.class,
                        Summed.class);
    }

    @Test
    void noVerdictMovesNothing() {
        var before = row;
        take(event(1));

        assertThat(came).isEmpty();
        assertThat(row).isEqualTo(before);
    }

    // --- what another event must follow ---

    /** Two whose time is over at one moment are two, and each is that of its own event after a replay. */
    @Test
    void whatNothingFollowedIsABreachNamedByItsEvent() {
        take(over(1, 9), verdict(Status.FAIL, 1, it -> it.opening("digest-1")));
        var first = breach();
        take(over(2, 9), verdict(Status.FAIL, 2, it -> it.opening("digest-2")));

        assertThat(first.getId()).isEqualTo(ViolationId.of("c1", "acme|project/6", "digest-1"));
        assertThat(breach().getId()).isEqualTo(ViolationId.of("c1", "acme|project/6", "digest-2"));
        assertThat(first)
                .extracting(
                        Violation::getEventId,
                        Violation::getEventType,
                        Violation::getActor,
                        Violation::getOccurredAt,
                        Violation::getDetectedAt)
                .containsExactly("e1", "merged", "alice", second(9), second(9));
    }

    /** How the subject stands is about the newest event, be it the clock that tells of an older one. */
    @Test
    void theEndOfAnOlderEventsTimeMovesNoStanding() {
        occurrence(2, Status.PENDING);
        take(over(1, 9), verdict(Status.FAIL, 1, it -> it.opening("digest-1")));

        assertThat(decision().getLate()).isTrue();
        assertThat(standing().getStatus()).isEqualTo(Status.PENDING);
        assertThat(of(Breached.class)).hasSize(1);
    }

    @Test
    void whatFollowedInTimeAndCameInLateResolvesTheBreach() {
        take(over(1, 9), verdict(Status.FAIL, 1, it -> it.opening("digest-1")));
        take(event(5), verdict(Status.PASS, 1, it -> it.opening("digest-1")));

        assertThat(breach())
                .extracting(Violation::getStatus, Violation::getEndedBy, Violation::getEndedAt, Violation::getEndCause)
                .containsExactly(ViolationStatus.RESOLVED, "auto", logged(5), leaf(5));
        assertThat(standing().getStatus()).isEqualTo(Status.PASS);
    }

    @Test
    void whatFollowedInTimeResolvesNothingThatSomebodyHasEnded() {
        take(over(1, 9), verdict(Status.FAIL, 1, it -> it.opening("digest-1")));
        var dismissed = Violation.newBuilder(breach())
                .setStatus(ViolationStatus.DISMISSED)
                .build();
        violations.put(dismissed.getId(), dismissed);
        take(event(5), verdict(Status.PASS, 1, it -> it.opening("digest-1")));

        assertThat(of(Breached.class)).isEmpty();
        assertThat(violations.get(dismissed.getId())).isEqualTo(dismissed);
    }

    private static Basis over(int opening, int second) {
        return new Basis(leaf(opening), Basis.TIMER, "e" + opening, "merged", "alice", second(second), second(second));
    }

    private void state(int second, Status status) {
        take(event(second), verdict(status, second));
    }

    private void occurrence(int second, Status status) {
        take(event(second), verdict(status, second, it -> it.occurrence(true)));
    }

    private void take(Basis basis, Verdict... verdicts) {
        var folded = AdherenceFold.after(
                new Judged(row, row.getScope(), basis, List.of(verdicts)), violations::get, floods::get, id -> null);
        row = folded.row();
        floods.putAll(folded.floods());
        came = folded.conclusions();
        for (var violation : of(Breached.class)) {
            violations.put(violation.violation().getId(), violation.violation());
        }
    }

    private <C extends Conclusion> List<C> of(Class<C> kind) {
        var found = new ArrayList<C>();
        came.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
        return found;
    }

    private Adherence standing() {
        return Objects.requireNonNull(row.getStandings().get("c1"), "no standing");
    }

    private AdherenceChange change() {
        return of(Changed.class).getFirst().change();
    }

    private NonAdherence interval() {
        return of(Lapsed.class).getLast().interval();
    }

    private Decision decision() {
        return of(Decided.class).getFirst().decision();
    }

    private Violation breach() {
        return of(Breached.class).getFirst().violation();
    }

    private static Basis event(int second) {
        return new Basis(leaf(second), Basis.EVENT, "e" + second, "merged", "alice", second(second), logged(second));
    }

    private static Basis publish(int leaf, int second) {
        return new Basis(leaf(leaf), Basis.DEFINITION, "", "", "", second(second), second(second));
    }

    private static Basis timer(int leaf, int second) {
        return new Basis(leaf(leaf), Basis.TIMER, "", "", "", second(second), second(second));
    }

    private static LeafRef leaf(int ordinal) {
        return new LeafRef(1, 0, (long) ordinal, "digest-" + ordinal);
    }

    private static Instant second(int second) {
        return NOON.plusSeconds(second);
    }

    private static Instant logged(int second) {
        return second(second).plusMillis(500);
    }

    private static Verdict verdict(Status status, int factSecond) {
        return verdict(status, factSecond, it -> it);
    }

    private static Verdict verdict(Status status, int factSecond, UnaryOperator<Differing> differing) {
        return differing.apply(Differing.NOTHING).verdict(status, second(factSecond));
    }

    /** In what a verdict differs from that of the state control c1, version 1. */
    private record Differing(
            String control,
            String version,
            boolean occurrence,
            boolean shadow,
            boolean past,
            boolean ended,
            @Nullable String opening) {
        private static final Differing NOTHING = new Differing("c1", "1", false, false, false, false, null);

        Differing control(String other) {
            return new Differing(other, version, occurrence, shadow, past, ended, opening);
        }

        Differing version(String other) {
            return new Differing(control, other, occurrence, shadow, past, ended, opening);
        }

        Differing occurrence(boolean is) {
            return new Differing(control, version, is, shadow, past, ended, opening);
        }

        Differing shadow(boolean is) {
            return new Differing(control, version, occurrence, is, past, ended, opening);
        }

        Differing past(boolean is) {
            return new Differing(control, version, occurrence, shadow, is, ended, opening);
        }

        Differing ended(boolean is) {
            return new Differing(control, version, occurrence, shadow, past, is, opening);
        }

        Differing opening(String digest) {
            return new Differing(control, version, true, shadow, past, ended, digest);
        }

        Verdict verdict(Status status, Instant factAt) {
            return new Verdict(
                    control,
                    version,
                    "definition",
                    "title",
                    Severity.HIGH,
                    occurrence,
                    shadow,
                    past,
                    ended,
                    factAt,
                    status,
                    "because",
                    List.of(),
                    List.of(),
                    "expression",
                    "mend it",
                    List.of(REQUIREMENT),
                    List.of(),
                    opening,
                    null,
                    null);
        }
    }
}
