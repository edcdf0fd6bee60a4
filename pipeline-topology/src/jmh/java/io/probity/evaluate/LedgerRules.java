package io.probity.evaluate;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The turns of the rules as the ledger takes them, and events heard by them as it hears them. */
public final class LedgerRules {
    private static final Instant THEN = Instant.parse("2025-12-01T00:00:00Z");

    private final Turns turns = new Turns();

    /** From a catalog's text to rules in force. */
    public void publish(String name, String yaml) {
        definitions(name, yaml).forEach(this::take);
    }

    /** A publish, as its records come: definitions, and the commit. */
    public static List<Definition> definitions(String name, String yaml) {
        var file = CatalogFile.parse(name, yaml);
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException(
                    "the catalog is broken: " + file.problems().getFirst());
        }
        return Definitions.publish(file.catalog(), name);
    }

    /** What the stream thread does with one record of a publish, but for keeping it. */
    public void take(Definition definition) {
        turns.take(new DefinitionRow(definition, 0, new LeafRef(1, 0, 0L, ""), THEN));
    }

    /** How many controls have something to say of an event beyond that they do not apply to it. */
    public int applying(AuditEvent event) {
        var subject = event.getSubjects().getFirst();
        var hearing = turns.rulebook()
                .hear(
                        event,
                        subject.getKind() + '/' + subject.getId(),
                        Map.of(),
                        Freshness.UNTIMED,
                        event.getScope(),
                        turns.lastAt());
        int applying = 0;
        for (var judgement : hearing.holding()) {
            applying += judgement.applicable() ? 1 : 0;
        }
        return applying;
    }
}
