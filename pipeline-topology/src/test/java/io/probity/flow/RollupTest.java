package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.probity.model.CommandKind;
import io.probity.model.ControlRollup;
import io.probity.model.FoldedCounts;
import io.probity.model.Rollup;
import io.probity.model.StatusCounts;
import io.probity.model.Violation;
import io.probity.model.ViolationSums;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How scopes stand as a whole, from events to audit.rollups. */
class RollupTest {
    private static final String BASE = """
            frameworks:
              - {id: base, version: "1", name: Base, requirements: [{id: r1, title: Runs what was asked for, controls: [%s]},
                 {id: r2, title: The same, controls: [no-drift]}]}
            assignments:
              - {id: everywhere, version: "1", framework: base, scope: "*"}
            """;
    private static final String SCOPE_OF_PROD = "environment/prod";
    private static final ViolationSums NO_VIOLATIONS = new ViolationSums(0L, 0L, 0L, 0L, 0L, 0L, 0L);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void publish() {
        pipeline.publish(Told.NO_DRIFT + BASE.formatted("no-drift"));
        pipeline.tick();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aSubjectCountsInItsScopeInEachAboveItAndInTheTenant() {
        drift("d1", "prod", "cloud/eu/prod", false, NOON);
        drift("d2", "test", "cloud/eu/test", false, NOON);

        assertThat(subjects())
                .containsOnly(
                        entry("*", passed(2)),
                        entry("cloud", passed(2)),
                        entry("cloud/eu", passed(2)),
                        entry("cloud/eu/prod", passed(1)),
                        entry("cloud/eu/test", passed(1)));
        assertThat(of("cloud/eu").getRequirements()).containsOnly(entry("r1", passed(2)), entry("r2", passed(2)));
        assertThat(of("cloud/eu").getControls())
                .containsOnly(entry("no-drift", new ControlRollup(standing(2, 0), NO_VIOLATIONS)));
    }

    @Test
    void itCountsByTheIdOfItsScopeTooWhateverItsPath() {
        drift("d1", "prod", "cloud/eu/prod", false, NOON);
        drift("d2", "prod", "cloud/us/prod", false, NOON.plusSeconds(1));

        var byId = pipeline.rollups().get("default||" + SCOPE_OF_PROD + "|cloud/us/prod|base");
        assertThat(Objects.requireNonNull(byId).getSubjects()).isEqualTo(passed(1));
        assertThat(byId.getScopeId()).isEqualTo(SCOPE_OF_PROD);
        assertThat(pipeline.rollups()).doesNotContainKey("default||" + SCOPE_OF_PROD + "|cloud/eu/prod|base");
    }

    @Test
    void oneThatFailsIsFailedInEachRequirementAndItsViolationIsOpenOnce() {
        drift("d1", "prod", "cloud/eu/prod", true, NOON);
        drift("d2", "test", "cloud/eu/test", false, NOON);

        assertThat(of("cloud").getSubjects()).isEqualTo(new FoldedCounts(1L, 0L, 1L, 0L));
        assertThat(of("cloud").getRequirements().values()).containsOnly(new FoldedCounts(1L, 0L, 1L, 0L));
        assertThat(control("cloud").getSubjects()).isEqualTo(standing(1, 1));
        assertThat(of("cloud").getViolations().getOpen()).isOne();
        assertThat(control("cloud").getViolations()).isEqualTo(of("cloud").getViolations());
    }

    @Test
    void oneThatMovesLeavesNothingBehindButItsViolation() {
        drift("d1", "prod", "cloud/eu", true, NOON);
        drift("d2", "prod", "cloud/us", true, NOON.plusSeconds(1));

        assertThat(of("cloud").getSubjects()).isEqualTo(new FoldedCounts(1L, 0L, 0L, 0L));
        assertThat(of("cloud/us").getSubjects()).isEqualTo(new FoldedCounts(1L, 0L, 0L, 0L));
        assertThat(of("cloud/eu").getSubjects()).isEqualTo(new FoldedCounts(0L, 0L, 0L, 0L));
        assertThat(of("cloud/eu").getViolations().getOpen())
                .as("it was found there")
                .isOne();
        assertThat(of("cloud/us").getViolations().getOpen()).isZero();
    }

    @Test
    void aRequirementThatLeavesAndAControlThatIsRetiredTakeTheirCountsAlong() {
        drift("d1", "prod", "cloud", false, NOON);
        pipeline.publish(BASE.formatted("").replace("version: \"1\", name", "version: \"2\", name"));
        pipeline.tick();
        assertThat(of("cloud").getRequirements()).containsOnlyKeys("r2");

        pipeline.publish("""
                controls:
                  - {id: no-drift, version: "2", retired: true, triggers: [{event: drift_detected}], expect: "true"}
                """);
        pipeline.tick();
        assertThat(pipeline.rollups()).as("nothing is left to tell").isEmpty();
    }

    @Test
    void itTellsHowLongViolationsTookToBeFoundAndToHeal() {
        pipeline.pass(Duration.ofSeconds(90));
        var found = pipeline.now();
        drift("d1", "prod", "cloud", true, found.minusSeconds(40));
        pipeline.pass(Duration.ofMinutes(5));
        drift("d2", "prod", "cloud", false, pipeline.now());

        assertThat(of("*").getViolations()).isEqualTo(new ViolationSums(1L, 0L, 1L, 0L, 40_000L, 300_000L, 0L));
        assertThat(control("cloud").getViolations()).isEqualTo(of("*").getViolations());
    }

    @Test
    void oneThatIsDismissedIsToldApartAndComesBackWhenItIsReopened() {
        drift("d1", "prod", "cloud", true, pipeline.now());
        var opened = pipeline.violations().getFirst();
        pipeline.pass(Duration.ofMinutes(1));
        order("o1", CommandKind.DISMISS, opened);
        assertThat(of("cloud").getViolations()).isEqualTo(new ViolationSums(1L, 0L, 0L, 1L, 0L, 0L, 60_000L));
        assertThat(of("cloud").getSubjects()).as("it fails all the same").isEqualTo(new FoldedCounts(1L, 0L, 0L, 0L));

        order("o2", CommandKind.REOPEN, opened);
        assertThat(of("cloud").getViolations()).isEqualTo(new ViolationSums(1L, 1L, 0L, 0L, 0L, 0L, 0L));
    }

    @Test
    void anEventAfterWhichAllStandAsBeforeTellsNothing() {
        drift("d1", "prod", "cloud", false, NOON);
        pipeline.forgetRollups();
        drift("d2", "prod", "cloud", false, NOON.plusSeconds(1));
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));

        assertThat(pipeline.changedRollups()).isZero();
    }

    private void order(String id, CommandKind kind, Violation violation) {
        pipeline.order(Orders.of(id, kind, violation, "bob"));
    }

    private void drift(String id, String environment, String path, boolean drifted, Instant at) {
        pipeline.receive(
                EVENTS,
                Told.drift(id, environment, drifted, at)
                        .replace("\"path\": \"cloud/" + environment + '"', "\"path\": \"" + path + '"'));
    }

    private Rollup of(String scope) {
        return Objects.requireNonNull(pipeline.rollups().get("default|" + scope + "|base"), scope);
    }

    private ControlRollup control(String scope) {
        return Objects.requireNonNull(of(scope).getControls().get("no-drift"), scope);
    }

    private Map<String, FoldedCounts> subjects() {
        var counts = new TreeMap<String, FoldedCounts>();
        pipeline.rollups().values().stream()
                .filter(it -> it.getScopeId() == null)
                .forEach(it -> counts.put(it.getScope(), it.getSubjects()));
        return counts;
    }

    private static FoldedCounts passed(long subjects) {
        return new FoldedCounts(0L, 0L, subjects, 0L);
    }

    private static StatusCounts standing(long passed, long failed) {
        return new StatusCounts(passed, failed, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    }
}
