package io.probity.normalise.gitlab;

import static io.probity.normalise.Reading.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.ActorKind;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After the example in GitLab's documentation of webhook events, as read on 2026-11-23 in a public copy. */
class VulnerabilitiesTest {
    @Test
    void theVulnerabilityIsTheSubjectAndItsProjectTheScope() {
        var draft = hook("confirmed", "\"confirmed_at\":\"2026-03-01T09:31:00.413Z\",\"confirmed_by_id\":11");

        assertThat(draft.eventType).isEqualTo("vulnerability");
        assertThat(draft.subjects).containsExactly(new Subject("vulnerability", "621"));
        assertThat(draft.scope).isEqualTo(new Scope("project", "50", "flights/shop"));
        assertThat(draft.target).isEqualTo(new Target("vulnerability", "621", "A parser that hangs"));
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-03-01T09:31:00.413Z"));
        assertThat(draft.action).isEqualTo("confirmed");
        assertThat(draft.actor).isEqualTo(Actors.of("11", null, ActorKind.USER, null));
        assertThat(draft.category).isEqualTo(Category.GOVERNANCE);
        assertThat(draft.crud).isEqualTo(Crud.UPDATE);
        assertThat(draft.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(draft.warnings).isEmpty();
    }

    /** Who confirmed it months ago did not link the issue that the hook came for. */
    @Test
    void whoDidItIsSaidOnlyOfTheChangeItself() {
        assertThat(hook("confirmed", "\"confirmed_at\":\"2026-01-01T00:00:00Z\",\"confirmed_by_id\":11").actor)
                .isEqualTo(Actors.NOBODY);
        assertThat(hook(
                                "resolved",
                                "\"resolved_at\":\"2026-03-01T09:31:00Z\",\"resolved_by_id\":null,\"auto_resolved\":true")
                        .actor)
                .isEqualTo(Actors.NOBODY);
        assertThat(hook("detected", "\"confirmed_by_id\":11").actor).isEqualTo(Actors.NOBODY);
    }

    @Test
    void anInstanceBelowAPathOfItsHostIsNoPartOfTheProject() {
        var body = body("detected", "\"url\":\"https://example.org/git/flights/shop/-/security/vulnerabilities/9\"");

        assertThat(event("gitlab", body, Map.of("x-gitlab-instance", "https://example.org/git")).scope)
                .isEqualTo(new Scope("project", "50", "flights/shop"));
        assertThat(event("gitlab", body, Map.of()).subjects).containsExactly(new Subject("vulnerability", "9"));
    }

    @Test
    void withoutAnAddressItIsAnEventOfTheProject() {
        var draft = event("gitlab", body("detected", "\"url\":null"));

        assertThat(draft.subjects).isEmpty();
        assertThat(draft.scope).isEqualTo(new Scope("project", "50", null));
    }

    private static EventDraft hook(String state, String more) {
        return event(
                "gitlab",
                body(state, more + ",\"url\":\"https://example.org/flights/shop/-/security/vulnerabilities/621\""));
    }

    private static String body(String state, String more) {
        return """
                {"object_kind": "vulnerability", "object_attributes": {
                 "title": "A parser that hangs", "state": "%s", "project_id": 50,
                 "location": {"file": "Gemfile.lock", "dependency": {"package": {"name": "parser"}, "version": "3.3.1"}},
                 "cvss": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "vendor": "NVD"}],
                 "severity": "high", "severity_overridden": false,
                 "identifiers": [{"name": "CVE-2026-0001", "external_id": "CVE-2026-0001", "external_type": "cve"}],
                 "issues": [], "report_type": "dependency_scanning", "confidence": "unknown",
                 "created_at": "2026-01-01T00:00:00.413Z", "updated_at": "2026-03-01T09:31:00.413Z", %s}}""".formatted(state, more);
    }
}
