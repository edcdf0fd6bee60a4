package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.model.Definition;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whom a unit covers, when, and how narrow it is; and what is not put in force because it does not hold together. */
class UnitsTest {
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant MAY = Instant.parse("2026-05-31T23:59:59Z");

    private static final String TREE = """
            scopes:
              - {id: bank, members: [{kind: cloud_account, id: "42"}]}
              - {id: payments, parent: bank, members: [acme/payments, {kind: k8s_cluster, path: eu}]}
              - {id: cards, parent: payments, members: [acme/cards]}
            """;

    @Test
    void aUnitCoversItsMembersWhatLiesBelowThemAndWhatItsChildrenCover() {
        var units = units(TREE);

        assertThat(covered(units, "bank", MAY))
                .containsExactly("acme/payments", "acme/payments/api", "acme/cards", "eu/west", "42");
        assertThat(covered(units, "payments", MAY))
                .containsExactly("acme/payments", "acme/payments/api", "acme/cards", "eu/west");
        assertThat(covered(units, "cards", MAY)).containsExactly("acme/cards");
        assertThat(covered(units, "nobody", MAY)).isEmpty();
    }

    @Test
    void aKindOfAMemberIsOfTheScopeThatItCovers() {
        var units = units(TREE);

        assertThat(units.covers(ScopeRef.ofUnit("payments"), new Scope("group", "g", "eu/west"), MAY))
                .isFalse();
        assertThat(units.covers(ScopeRef.ofUnit("bank"), new Scope("project", "42", null), MAY))
                .isFalse();
    }

    @Test
    void whoeverAsksGetsTheTreeOfTheTime() {
        var units = units(TREE, """
                scopes:
                  - {id: cards, version: 2, effectiveFrom: 2026-06-01, members: [acme/credit]}
                  - {id: later, effectiveFrom: 2026-06-01, parent: bank, members: [acme/later]}
                """);

        assertThat(covered(units, "payments", MAY)).contains("acme/cards");
        assertThat(covered(units, "payments", JUNE)).doesNotContain("acme/cards");
        assertThat(covered(units, "cards", JUNE)).containsExactly("acme/credit");
        assertThat(covered(units, "later", MAY)).isEmpty();
        assertThat(covered(units, "bank", JUNE)).contains("acme/later");
    }

    /** The parent names a narrower path than its child does, and is wider all the same. */
    @Test
    void aUnitIsNeverNarrowerThanOneBelowItAndAPlainScopeIsAsNarrowAsItsWords() {
        var units = units("""
                scopes:
                  - {id: bank, members: [acme/payments/api]}
                  - {id: payments, parent: bank, members: [acme/payments]}
                """);
        var scope = new Scope("project", "6", "acme/payments/api");

        var narrowing = Stream.of(
                        new ScopeRef("project", "6", null),
                        new ScopeRef(null, null, "acme/payments/api"),
                        new ScopeRef(null, null, "acme/payments"),
                        ScopeRef.ofUnit("payments"),
                        ScopeRef.ofUnit("bank"),
                        new ScopeRef(null, null, "acme"),
                        ScopeRef.EVERYWHERE)
                .sorted(Comparator.comparingLong(it -> units.narrowness(it, scope, MAY)))
                .map(ScopeRef::toString);

        assertThat(narrowing)
                .containsExactly(
                        "*", "acme", "unit/bank", "unit/payments", "acme/payments", "acme/payments/api", "project/6");
    }

    @Test
    void aCycleIsNoPartOfTheTreeAtAnyTime() {
        assertThat(fault(TREE, "scopes: [{id: bank, version: 2, effectiveFrom: 2026-06-01, parent: cards}]"))
                .isEqualTo(
                        "the units bank > cards > payments > bank are each above the other from 2026-06-01T00:00:00Z on");
        assertThat(fault("scopes: [{id: a, parent: a}]")).isEqualTo("the units a > a are each above the other");
    }

    @Test
    void whatNamesAUnitFindsIt() {
        assertThat(fault("scopes: [{id: a, parent: nobody}]"))
                .isEqualTo("unit a has the parent `nobody`, and no unit of that name was published");
        assertThat(fault("assignments: [{id: x, framework: f, scope: {unit: nobody}}]"))
                .isEqualTo("assignment x names the unit `nobody`, and no unit of that name was published");
        assertThat(fault("controls: [{id: c, expect: 'true', overrides: [{scope: {unit: nobody}}]}]"))
                .isEqualTo("control c names the unit `nobody`, and no unit of that name was published");
        assertThat(fault("frameworks: [{id: f, owner: {unit: nobody}}]"))
                .isEqualTo("framework f names the unit `nobody`, and no unit of that name was published");
        assertThat(fault(
                        TREE,
                        "waivers: [{id: w, control: c, scope: {unit: cards}, reason: r, approver: a, from: 2026-05-01,"
                                + " expires: 2026-06-02}]",
                        "scopes: [{id: cards, version: 2, effectiveFrom: 2026-06-01, retired: true}]"))
                .isEqualTo("waiver w names the unit `cards`, which is retired from 2026-06-01T00:00:00Z on");
        assertThat(fault(TREE, "scopes: [{id: payments, version: 2, effectiveFrom: 2026-06-01, retired: true}]"))
                .isEqualTo("unit cards has the parent `payments`, which is retired from 2026-06-01T00:00:00Z on");
    }

    @Test
    void aUnitMayGoWhenWhatNamedItHasEnded() {
        assertThat(fault(
                        TREE,
                        "assignments: [{id: x, framework: f, scope: {unit: cards}, to: 2026-06-01}]",
                        "scopes: [{id: cards, version: 2, effectiveFrom: 2026-06-01, retired: true}]"))
                .isEmpty();
        assertThat(fault(TREE, "assignments: [{id: x, framework: f, scope: {unit: cards}}]", """
                scopes: [{id: cards, version: 2, effectiveFrom: 2026-06-01, retired: true}]
                assignments: [{id: x, version: 2, effectiveFrom: 2026-06-01, framework: f, scope: "*"}]
                """))
                .isEmpty();
    }

    @Test
    void aFrameworkIsAssignedWithinItsOwnerAtEveryTime() {
        var owned = "frameworks: [{id: f, owner: {unit: payments}}]";
        var cards = "assignments: [{id: x, framework: f, scope: {unit: cards}}]";

        assertThat(fault(TREE, owned, cards)).isEmpty();
        assertThat(fault(TREE, owned, "assignments: [{id: x, framework: f, scope: {unit: bank}}]"))
                .isEqualTo("assignment x is for more than `unit/payments`, which owns the framework");
        assertThat(fault(
                        TREE,
                        owned,
                        cards,
                        "scopes: [{id: cards, version: 2, effectiveFrom: 2026-06-01, parent: bank, members: [x]}]"))
                .isEqualTo(
                        "assignment x is for more than `unit/payments`, which owns the framework from 2026-06-01T00:00:00Z on");
    }

    @Test
    void aPublishThatDoesNotHoldTogetherPutsNothingInForce() {
        var before = book(TREE);
        var after = before.plus(publish("""
                scopes: [{id: bank, version: 2, parent: cards}]
                controls: [{id: c, expect: 'true', triggers: [{event: merged}]}]
                """));

        assertThat(after.publishes()).isEqualTo(before.publishes());
        assertThat(after.triggeredBy("merged")).isFalse();
        assertThat(after.faults()).hasSize(1);
    }

    private static List<String> covered(Units units, String unit, Instant at) {
        return Stream.of(
                        "acme",
                        "acme/payments",
                        "acme/payments/api",
                        "acme/payments2",
                        "acme/cards",
                        "acme/credit",
                        "acme/later",
                        "eu/west",
                        "42")
                .filter(it -> units.covers(ScopeRef.ofUnit(unit), scope(it), at))
                .toList();
    }

    private static Scope scope(String text) {
        return switch (text) {
            case "42" -> new Scope("cloud_account", "42", null);
            case "eu/west" -> new Scope("k8s_cluster", "c", text);
            default -> new Scope("group", "g", text);
        };
    }

    private static Units units(String... publishes) {
        var book = ScopeBook.NONE;
        for (int i = 0; i < publishes.length; i++) {
            var next = book.next(i + 1);
            for (var unit : CatalogFile.parse("test", publishes[i]).catalog().scopes()) {
                next.add(Definitions.of(unit, "p"), unit);
            }
            book = next.book();
        }
        assertThat(book.fault()).isNull();
        return book.units();
    }

    /** Of the last of these publishes; the others have none. */
    private static String fault(String... publishes) {
        var scopes = new PublishedScopes();
        IntStream.range(0, publishes.length - 1)
                .forEach(i -> assertThat(scopes.take(publish(publishes[i]))).isNull());
        var last = publish(publishes[publishes.length - 1]);
        var fault = scopes.faultOf(last);
        assertThat(scopes.take(last)).isEqualTo(fault);
        return fault == null ? "" : fault;
    }

    private static Rulebook book(String yaml) {
        return Rulebook.empty().plus(publish(yaml));
    }

    private static List<Definition> publish(String yaml) {
        var file = CatalogFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        return Definitions.publish(file.catalog(), "p");
    }
}
