package io.probity.outputs;

import io.probity.draft.Keeping;
import io.probity.draft.RecordCopy;
import io.probity.leaf.Reason;
import io.probity.model.Action;
import io.probity.model.Exemption;
import io.probity.model.Observation;
import io.probity.model.Protected;
import io.probity.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * What one output leaves out of its records: members of the record as a whole, and fields of events, facts and parameters wherever the
 * record tells them. A reason quotes the expression and what was seen, so where any of that is left out it is left out of every reason.
 * Pure.
 */
public final class OutputRule {
    /** Nothing is left out. */
    public static final OutputRule NOTHING = new OutputRule(Set.of(), Map.of());

    /** Members that texts and lists may be left out of; all else says which record it is, and what follows from it. */
    private static final Set<String> OPTIONAL =
            Set.of("reason", "expression", "remediation", "observed", "expected", "assignee", "lastAction");

    /** Members that tell a field of the event under a name of their own. */
    private static final Map<String, String> EVENT_FIELDS = Map.of(
            "actor", "event.actor.id", "onBehalfOf", "event.actor.onBehalfOf.id", "scopePath", "event.scope.path");

    /** What a record tells of its event whatever a rule says: without it nobody knows which record it is, or of when. */
    private static final List<String> TOLD = List.of(
            "event.id", "event.eventType", "event.timestamp", "event.scope.kind", "event.scope.id", "event.subjects");

    private static final List<String> OBSERVATIONS = List.of("observed", "expected");
    private static final String REASON = "reason";
    private static final String FAULT = "the control could not be evaluated";

    private final Set<String> members;
    private final List<FieldMask> fields;

    /**
     * A rule.
     *
     * @param members of {@link #members}, to be left empty
     * @param fields as controls name them, with {@code drop} or a mask
     */
    public OutputRule(Set<String> members, Map<String, Keeping> fields) {
        this.members = Set.copyOf(members);
        this.fields = fields.entrySet().stream()
                .map(field -> new FieldMask(field.getKey(), field.getValue()))
                .toList();
    }

    /** The members of a record that a rule may leave empty. */
    public static Set<String> members(Schema schema) {
        var found = new TreeSet<String>();
        for (var field : schema.getFields()) {
            if (OPTIONAL.contains(field.name())) {
                found.add(field.name());
            }
        }
        return found;
    }

    /** The first field of events that is told although a rule on another one means it too; none for most. */
    public static Optional<String> toldUnder(String field) {
        var mask = new FieldMask(field, Keeping.DROP);
        return TOLD.stream().filter(mask::covers).findFirst();
    }

    /** A record as it is told: itself where nothing is left out, else a copy. */
    public <R extends SpecificRecordBase> R told(R record) {
        if (members.isEmpty() && fields.isEmpty()) {
            return record;
        }
        var told = RecordCopy.of(record);
        EVENT_FIELDS.forEach((member, field) -> mask(told, member, field));
        OBSERVATIONS.forEach(member -> observations(told, member));
        if (members.contains("expression")) {
            clear(told, REASON); // which is made of it
        } else if (!fields.isEmpty() || OBSERVATIONS.stream().anyMatch(members::contains)) {
            reason(told);
        }
        members.forEach(member -> clear(told, member));
        if (members.contains("lastAction")) {
            clear(told, "answer"); // which is the same of a request that somebody looks at a verdict
        }
        if (members.contains(REASON)) {
            clear(told, "exemption"); // whose words the reason has too
        }
        return told;
    }

    private void mask(SpecificRecordBase told, String member, String field) {
        var at = told.getSchema().getField(member);
        if (at == null) {
            return;
        }
        for (var mask : fields) {
            var value = told.get(at.pos());
            if (value != null && mask.covers(field)) {
                told.put(at.pos(), masked(mask, value, at.schema().isNullable()));
            }
        }
    }

    private static @Nullable Object masked(FieldMask mask, Object value, boolean nullable) {
        if (value instanceof Protected && mask.keeping() != Keeping.DROP) {
            return value;
        }
        var left = value instanceof String text ? mask.text(text) : null;
        return left == null && !nullable ? "" : left;
    }

    private void observations(SpecificRecordBase told, String member) {
        var at = told.getSchema().getField(member);
        if (at == null) {
            return;
        }
        var after = new ArrayList<Observation>();
        for (var item : (List<?>) told.get(at.pos())) {
            var seen = (Observation) item;
            for (var mask : fields) {
                seen = mask.told(seen);
            }
            after.add(seen);
        }
        told.put(at.pos(), List.copyOf(after));
    }

    private static void reason(SpecificRecordBase told) {
        var at = told.getSchema().getField(REASON);
        if (at != null) {
            // what the evaluator says of a fault may quote anything
            var status = told.getSchema().getField("status");
            boolean fault = status != null && told.get(status.pos()) == Status.ERROR;
            told.put(at.pos(), fault ? FAULT : Reason.withoutSeen((String) told.get(at.pos())));
        }
    }

    /**
     * Of an order stays what it was, and when: two states of a violation are told apart by that. Of an exemption stays which it was, and until
     * when: whoever decides by it needs no words.
     */
    private static @Nullable Object cleared(Schema schema, @Nullable Object value) {
        if (value instanceof Action action) {
            return Action.newBuilder(action).setActor("").setReason("").build();
        }
        if (value instanceof Exemption exemption) {
            return Exemption.newBuilder(exemption).setApprover("").setReason("").build();
        }
        return schema.isNullable() ? null : schema.getType() == Schema.Type.ARRAY ? List.of() : "";
    }

    private static void clear(SpecificRecordBase told, String member) {
        var at = told.getSchema().getField(member);
        if (at != null) {
            told.put(at.pos(), cleared(at.schema(), told.get(at.pos())));
        }
    }
}
