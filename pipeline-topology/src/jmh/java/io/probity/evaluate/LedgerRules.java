package io.probity.evaluate;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import io.probity.model.SubjectState;
import io.probity.types.EventTypes;
import io.probity.wire.EntryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The turns of the rules as the ledger takes them, and events heard by them as it hears them. */
public final class LedgerRules {
    private static final Instant THEN = Instant.parse("2025-12-01T00:00:00Z");

    private final FactRule factRule = new FactRule(EventTypes.shipped());
    private final Map<String, SubjectState> rows = new HashMap<>();
    private Memory memory = Memory.inProcess();
    private final Turns turns = new Turns(new Expressions());
    private int types;

    /** From a catalog's text to rules in force. */
    public void publish(String name, String yaml) {
        definitions(name, yaml).forEach(this::take);
    }

    /**
     * The catalogs of a folder.
     *
     * @return how many controls they hold
     */
    public int publishFolder(Path folder) throws IOException {
        var catalog = CatalogFile.together(CatalogFile.read(List.of(folder)));
        Definitions.publish(catalog, "shipped").forEach(this::take);
        types = (int) catalog.controls().stream()
                .flatMap(it -> it.triggers().stream())
                .distinct()
                .count();
        return catalog.controls().size();
    }

    /** Nothing is recalled any more: what comes again would be counted again, where the ledger drops it as a duplicate. */
    public void forget() {
        memory = Memory.inProcess();
    }

    /** Different triggers of the folder's controls. */
    public int types() {
        return types;
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

    /**
     * What the ledger does with an event between its row and its verdicts: facts told and read, rules heard, verdicts put into words. The
     * rows are in a map: neither their reading from the store nor their writing is in this, nor are standings and violations.
     *
     * @return how many verdicts there are
     */
    public int judged(AuditEvent event) {
        var rulebook = turns.rulebook();
        boolean told = factRule.tells(event.getEventType());
        boolean recalled = rulebook.recalls(event.getEventType());
        var listeners = rulebook.listeners(event.getEventType());
        if (!recalled && !told && listeners.all().isEmpty()) {
            return 0;
        }
        var sighting = Rulebook.sighted(event, listeners);
        var home = event.getSubjects().getFirst();
        var key = EntryKey.subjectKey(event.getTenant(), home);
        var recollection = new Recollection(memory, key, event.getEffective());
        if (recalled) {
            rulebook.keep(event, sighting.inputs(), recollection);
        }
        if (!told && sighting.concerned().isEmpty()) {
            return 0;
        }
        var row = rows.get(key);
        if (row == null) {
            row = Rows.first(event, home, true, turns.count());
        }
        var facts = factRule.after(row.getFacts(), event, sighting.inputs(), row.getSubject(), "");
        var ended = FactRule.endedAt(facts);
        var after = Rows.told(row, event, facts);
        rows.put(key, after);
        var values = FactRule.values(facts);
        var hearing = ended == null
                ? rulebook.hear(
                        sighting,
                        row.getSubject(),
                        values,
                        new Freshness(facts),
                        recollection,
                        after.getScope(),
                        turns.lastAt())
                : rulebook.hearEnded(sighting, row.getSubject(), values, new Freshness(facts), recollection, ended);
        return Verdicts.ofEvent(hearing, event.getEffective(), new Freshness(facts))
                .size();
    }

    /** How many controls have something to say of an event beyond that they do not apply to it. */
    public int applying(AuditEvent event) {
        var rulebook = turns.rulebook();
        var sighting = rulebook.sighted(event);
        if (sighting.concerned().isEmpty()) {
            return 0; // as the ledger, which reads no row then
        }
        var subject = event.getSubjects().getFirst();
        var hearing = rulebook.hear(
                sighting,
                subject.getKind() + '/' + subject.getId(),
                Map.of(),
                Freshness.UNTIMED,
                Recollection.NONE,
                event.getScope(),
                turns.lastAt());
        int applying = 0;
        for (var judgement : hearing.holding()) {
            applying += judgement.applicable() ? 1 : 0;
        }
        return applying;
    }
}
