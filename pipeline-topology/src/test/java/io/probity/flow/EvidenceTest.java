package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.EvidenceAge;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of other engines, from the event that tells of one to the standing that goes stale. */
class EvidenceTest {
    private static final String CONTROL = """
                  - id: %1$s
                    triggers: [{event: evidence_reported}]
                    when: data.evidence.type == "%1$s"
                    verdict: facts.evidence["%1$s"].status
                    evidence: [{type: "%1$s", ttl: PT1H, tolerance: PT10M}]
                """;
    private static final Duration GOOD = Duration.ofMinutes(70);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();
    private int events;

    @BeforeEach
    void publish() {
        pipeline.publish("controls:\n" + CONTROL.formatted("scan") + CONTROL.formatted("sbom"));
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anAnswerIsAStandingAndAFailureAViolationThatSaysWhy() {
        told(
                "scan",
                "fail",
                "\"reason\": \"two open ports\", \"engine\": {\"name\": \"acme\", \"version\": \"3\"}",
                NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        "scan",
                        Status.FAIL,
                        "verdict facts.evidence[\"scan\"].status; saw facts.evidence.scan.status = \"fail\","
                                + " facts.evidence.scan.reason = \"two open ports\""));
        assertThat(pipeline.violations())
                .singleElement()
                .satisfies(it -> assertThat(it.getObserved())
                        .extracting(seen -> seen.getField() + "=" + seen.getValue())
                        .containsExactly(
                                "data.evidence.type=\"scan\"",
                                "facts.evidence.scan.status=\"fail\"",
                                "facts.evidence.scan.reason=\"two open ports\""));
        assertThat(pipeline.adherence())
                .extracting(Adherence::getControl, Adherence::getStatus)
                .containsExactly(tuple("scan", Status.FAIL));
    }

    /** WARN holds; whoever leaves a check out has mended nothing. */
    @Test
    void aWarningResolvesWhatFailedAndWhatIsSkippedDoesNot() {
        told("scan", "fail", "", NOON);
        for (var word : new String[] {"skipped", "error", "unknown", "pending"}) {
            pipeline.forget();
            told("scan", word, "", NOON);
            assertThat(pipeline.decisions()).as(word).hasSize(1);
            assertThat(pipeline.violations()).as(word).isEmpty();
        }
        told("scan", "warn", "", NOON);

        assertThat(pipeline.violations())
                .extracting(Violation::getEventId, Violation::getStatus)
                .containsExactly(tuple("e1", ViolationStatus.RESOLVED));
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).contains(Status.WARN);
        pipeline.forget();
        told("scan", "skipped", "", NOON);
        assertThat(pipeline.violations()).isEmpty();
    }

    /** A guard that does not hold is silent; an engine that says so is not. */
    @Test
    void thatItDoesNotApplyIsAnAnswerThatStands() {
        told("scan", "fail", "", NOON);
        told("sbom", "pass", "", NOON);
        pipeline.forget();
        told("scan", "not_applicable", "", NOON.plusSeconds(1));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("scan", Status.NOT_APPLICABLE));
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
        pipeline.forget();
        pipeline.pass(GOOD);
        assertThat(pipeline.decisions())
                .as("what does not apply is not stale")
                .extracting(Decision::getControl)
                .containsExactly("sbom");
        told("scan", "pass", "", pipeline.now());
        assertThat(pipeline.adherence()).extracting(Adherence::getStatus).contains(Status.PASS);
    }

    @Test
    void eachAnswerIsAsOldAsItIsItself() {
        told("scan", "pass", "", NOON);
        pipeline.pass(Duration.ofMinutes(30));
        told("sbom", "warn", "", NOON.plus(Duration.ofMinutes(30)));
        pipeline.forget();
        pipeline.pass(Duration.ofHours(9));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus, Decision::getAt)
                .containsExactly(
                        tuple("scan", Status.STALE, NOON.plus(GOOD)),
                        tuple("sbom", Status.STALE, NOON.plus(GOOD).plus(Duration.ofMinutes(30))));
        assertThat(pipeline.decisions()).isEmpty();
    }

    @Test
    void whatItSaysItselfOfItsEndEndsItEarlierAndNeverLater() {
        told("scan", "pass", "\"expiresAt\": \"2026-03-02T12:20:00Z\"", NOON);
        assertThat(pipeline.adherence().getLast().getEvidence())
                .containsExactly(new EvidenceAge(
                        "evidence.scan",
                        NOON,
                        NOON.plus(Duration.ofMinutes(20)),
                        NOON.plus(Duration.ofMinutes(20)),
                        NOON.plus(Duration.ofMinutes(20)).plus(Duration.ofDays(30)),
                        false));
        told("sbom", "pass", "\"expiresAt\": \"2027-01-01T00:00:00Z\"", NOON);
        pipeline.forget();
        pipeline.pass(Duration.ofHours(9));

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getAt, Decision::getReason)
                .containsExactly(
                        tuple(
                                "scan",
                                NOON.plus(Duration.ofMinutes(20)),
                                "facts.evidence[\"scan\"] was last told of at 2026-03-02T12:00:00Z and was good until"
                                        + " 2026-03-02T12:20:00Z; by it the verdict was PASS"),
                        tuple(
                                "sbom",
                                NOON.plus(GOOD),
                                "facts.evidence[\"sbom\"] was last told of at 2026-03-02T12:00:00Z and was good until"
                                        + " 2026-03-02T13:10:00Z; by it the verdict was PASS"));
    }

    /** Told again, it is no younger; and an end that nobody can read has passed. */
    @Test
    void anOldAnswerThatIsToldAnewIsOld() {
        told("scan", "pass", "\"collectedAt\": \"2026-03-02T10:00:00+01:00\"", NOON);
        told("sbom", "pass", "\"expiresAt\": \"next week\"", NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("scan", Status.STALE), tuple("sbom", Status.STALE));
    }

    @Test
    void aFailureIsWaivedAsAnyOther() {
        pipeline.publish("""
                waivers:
                  - {control: scan, subject: service/shop, reason: known, approver: eve, from: 2026-01-01, expires: 2027-01-01}
                """);
        pipeline.tick();
        pipeline.forget();
        told("scan", "fail", "", NOON);

        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.WAIVED);
        assertThat(pipeline.violations()).isEmpty();
    }

    /** A stranger's long words neither lose the answer nor make the others unknown. */
    @Test
    void aLongReasonIsCut() {
        told("scan", "fail", "\"reason\": \"" + "long ".repeat(500) + "\"", NOON);
        told("sbom", "pass", "", NOON);

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .containsExactly(tuple("scan", Status.FAIL), tuple("sbom", Status.PASS));
    }

    /** As Prowler writes it: nothing of what is needed for the verdict is protected on its way. */
    @Test
    void aFindingOfProwlerIsAVerdictOfTheResourceThatItIsAbout() {
        try (var prowler = new PipelineUnderTest(Map.of("sources", "audit.raw.ocsf=ocsf"))) {
            prowler.publish("controls:\n" + CONTROL.formatted("prowler:iam_root_mfa_enabled"));
            prowler.tick();
            prowler.forget();
            prowler.receive("audit.raw.ocsf", "[" + prowler("FAIL", 0) + "," + prowler("PASS", 60) + "]");

            assertThat(prowler.decisions())
                    .extracting(Decision::getSubject, Decision::getStatus, Decision::getReason)
                    .containsExactly(
                            tuple("resource/arn:aws:iam::111122223333:root", Status.FAIL, said("fail")),
                            tuple("resource/arn:aws:iam::111122223333:root", Status.PASS, said("pass")));
            assertThat(prowler.violations())
                    .extracting(Violation::getStatus)
                    .containsExactly(ViolationStatus.DETECTED, ViolationStatus.RESOLVED);
        }
    }

    private static String said(String word) {
        var path = "facts.evidence.prowler:iam_root_mfa_enabled";
        return "verdict facts.evidence[\"prowler:iam_root_mfa_enabled\"].status; saw " + path + ".status = \"" + word
                + "\", " + path + ".reason = \"The root user has a second factor\"";
    }

    private static String prowler(String status, int seconds) {
        return """
                {"class_uid": 2004, "category_uid": 2, "type_uid": 200401, "activity_id": 1, "time": %d, "status_id": 1,
                 "status_code": "%s", "status_detail": "root of Mia", "finding_info": {"title": "The root user has a second factor"},
                 "metadata": {"event_code": "iam_root_mfa_enabled", "product": {"name": "Prowler"}, "tenant_uid": ""},
                 "cloud": {"account": {"uid": "111122223333"}},
                 "resources": [{"uid": "arn:aws:iam::111122223333:root", "type": "AwsIamUser"}]}""".formatted(NOON.getEpochSecond() + seconds, status);
    }

    private void told(String type, String status, String more, Instant at) {
        pipeline.receive(EVENTS, """
                {"id": "e%d", "eventType": "evidence_reported", "timestamp": "%s", "source": "scanner",
                 "scope": {"kind": "service", "id": "shop", "path": "acme/shop"},
                 "data": {"evidence": {"type": "%s", "status": "%s"%s}}}""".formatted(++events, at, type, status, more.isEmpty() ? "" : ", " + more));
    }
}
