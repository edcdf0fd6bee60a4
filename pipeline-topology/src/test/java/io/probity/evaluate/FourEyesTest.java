package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.model.Definition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever lets something be is not who publishes that he does. */
class FourEyesTest {
    private static final String WAIVER =
            "waivers: [{id: w1, version: 3, control: c, scope: '*', reason: r, approver: carol, expires: 2099-01-01}]\n";
    private static final String PASS = """
            passes:
              - {id: incident-42, scope: '*', reason: r, approver: eve, from: 2026-03-02T12:00:00Z, expires: 2026-03-02T16:00:00Z}
            """;

    private static List<Definition> publish(String yaml, @Nullable String publisher) {
        return Definitions.publish(CatalogFile.parse("test", yaml).catalog(), "p").stream()
                .map(it -> Definition.newBuilder(it).setPublishedBy(publisher).build())
                .toList();
    }

    @Test
    void aWaiverIsApprovedBySomebodyElseThanItsPublisher() {
        assertThat(FourEyes.fault(publish(WAIVER, "dave"))).isNull();
        assertThat(FourEyes.fault(publish(WAIVER, "carol")))
                .isEqualTo(
                        "waiver w1 version 3 is approved by `carol`, who publishes it: let somebody else publish it, or"
                                + " approve it");
    }

    @Test
    void soIsAPassThrough() {
        assertThat(FourEyes.fault(publish(PASS, "carol"))).isNull();
        assertThat(FourEyes.fault(publish(WAIVER + PASS, "eve")))
                .startsWith("pass-through incident-42 version 1 is approved by `eve`, who publishes it");
    }

    @Test
    void aNameIsTheSameInOtherCasesAndAmongSpaces() {
        assertThat(FourEyes.fault(publish(WAIVER, " Carol"))).startsWith("waiver w1");
        assertThat(FourEyes.fault(publish(WAIVER.replace("carol", "'CAROL '"), "carol")))
                .startsWith("waiver w1");
        assertThat(FourEyes.fault(publish(WAIVER, "carola"))).isNull();
    }

    @Test
    void whereNobodyIsNamedNothingIsCompared() {
        assertThat(FourEyes.fault(publish(WAIVER + PASS, null))).isNull();
    }

    @Test
    void anybodyEndsWhatLetsSomethingBe() {
        assertThat(FourEyes.fault(publish(WAIVER.replace("id:", "retired: true, id:"), "carol")))
                .isNull();
    }

    @Test
    void whatCannotBeReadIsNotJudgedByIt() {
        var broken = publish(WAIVER, "carol").stream()
                .map(it -> Definition.newBuilder(it).setBody("{").build())
                .toList();

        assertThat(FourEyes.fault(broken)).isNull();
    }

    /** Whoever must know what came into force and compiles nothing says the same as the rulebook. */
    @Test
    void nothingOfSuchAPublishComesIntoForce() {
        var control = "controls: [{id: c, version: 1, title: t, triggers: [{event: e}], expect: 'true'}]\n";
        var own = publish(control + WAIVER, "carol");
        var scopes = new PublishedScopes();

        var fault = FourEyes.fault(own);
        assertThat(scopes.faultOf(own)).isNotNull().isEqualTo(fault);
        assertThat(scopes.take(own)).isEqualTo(fault);
        var rulebook = Rulebook.empty().plus(own, Instant.EPOCH);
        assertThat(rulebook.publishes()).isZero();
        assertThat(rulebook.controlIds()).isEmpty();
        assertThat(rulebook.faults()).containsExactly(fault);
        assertThat(scopes.take(publish(control + WAIVER, "dave"))).isNull();
    }
}
