package io.probity.evaluate;

import io.probity.model.AuditEvent;
import io.probity.model.Deadline;
import io.probity.model.Fact;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How a subject's row changes by what comes. Pure; standings are adhere's to change. */
final class Rows {
    private Rows() {}

    /** Where a row is kept. */
    static String key(SubjectState row) {
        return row.getTenant() + '|' + row.getSubject();
    }

    /**
     * Of a subject that nothing was known of.
     *
     * @param home whether the event is at home with it
     * @param turns of the rules up to now: there is nothing to settle with them
     */
    static SubjectState first(AuditEvent event, Subject subject, boolean home, int turns) {
        return unjudged(
                event.getTenant(),
                subject.getKind() + '/' + subject.getId(),
                event.getScope(),
                event.getEffective(),
                home,
                turns);
    }

    /**
     * Of what the program itself watches, such as a publish: it is its own scope, and no event is at home with it.
     *
     * @param turns of the rules up to now: there is nothing to settle with them
     */
    static SubjectState ofOwn(String tenant, String kind, String id, int turns) {
        return unjudged(tenant, kind + '/' + id, new Scope(kind, id, null), Instant.EPOCH, false, turns);
    }

    private static SubjectState unjudged(
            String tenant, String subject, Scope scope, Instant scopeEffective, boolean home, int turns) {
        return new SubjectState(
                tenant,
                subject,
                scope,
                scopeEffective,
                home,
                turns,
                Map.of(),
                Map.of(),
                Map.of(),
                null,
                Map.of(),
                List.of(),
                null,
                List.of());
    }

    /** After an event: its facts, and its scope unless a newer event has named one. */
    static SubjectState told(SubjectState row, AuditEvent event, Map<String, Fact> facts) {
        return event.getEffective().isBefore(row.getScopeEffective())
                ? with(row, row.getScope(), row.getScopeEffective(), row.getHome(), row.getSettled(), facts)
                : with(row, event.getScope(), event.getEffective(), row.getHome(), row.getSettled(), facts);
    }

    /** After the first event that is at home with the subject. */
    static SubjectState atHome(SubjectState row) {
        return with(row, row.getScope(), row.getScopeEffective(), true, row.getSettled(), row.getFacts());
    }

    /** After a turn of the rules. */
    static SubjectState settled(SubjectState row, int turn) {
        return with(row, row.getScope(), row.getScopeEffective(), row.getHome(), turn, row.getFacts());
    }

    /** With other events that wait for what must follow them. */
    static SubjectState awaiting(SubjectState row, List<Deadline> deadlines) {
        return deadlines.isEmpty() && row.getDeadlines().isEmpty()
                ? row // nearly always
                : with(
                        row,
                        row.getScope(),
                        row.getScopeEffective(),
                        row.getHome(),
                        row.getSettled(),
                        row.getFacts(),
                        deadlines);
    }

    private static SubjectState with(
            SubjectState row, Scope scope, Instant scopeEffective, boolean home, int settled, Map<String, Fact> facts) {
        return with(row, scope, scopeEffective, home, settled, facts, row.getDeadlines());
    }

    /** Not by Avro's builder, which would copy every fact and standing. */
    private static SubjectState with(
            SubjectState row,
            Scope scope,
            Instant scopeEffective,
            boolean home,
            int settled,
            Map<String, Fact> facts,
            List<Deadline> deadlines) {
        return new SubjectState(
                row.getTenant(),
                row.getSubject(),
                scope,
                scopeEffective,
                home,
                settled,
                facts,
                row.getStandings(),
                row.getOpen(),
                row.getCounted(),
                row.getFailing(),
                deadlines,
                row.getPosture(),
                row.getAsked());
    }
}
