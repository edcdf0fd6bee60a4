package io.probity.transform;

import io.probity.canonical.EventDigest;
import io.probity.canonical.FieldTag;
import io.probity.draft.FieldClass;
import io.probity.draft.FieldRule;
import io.probity.draft.Keeping;
import io.probity.draft.RecordCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the fields of a record are kept, compiled once from its schema's {@code audit.class} and {@code audit.protect} and what an operator
 * adds. Fields that hold JSON ({@code paths}) are not its business.
 */
@SuppressWarnings("ReferenceEquality") // what did not change is the same object
final class RecordPlan {
    /** Whom a field is about, see event.avdl. */
    private static final String SUBJECT = "audit.subject";

    /** Parts of keys: what is found there is told, and nothing is changed. */
    private static final Set<String> KEYS =
            Set.of("id", "eventType", "source", "scope/kind", "scope/id", "subjects/kind", "subjects/id");
    /**
     * Random ids as https://www.w3.org/TR/trace-context/ has them: of 16 hexadecimal digits, one in some ten thousand is all decimal
     * and passes for the number of a card. Nothing else is excused there.
     */
    private static final Set<String> TRACES = Set.of("traceId", "spanId", "parentId");
    /** Ours, or the operator's own tables: nothing that a source sends. */
    private static final Set<String> OURS = Set.of("tenant", "contentKey", "normaliser", "context", "warnings/code");

    private static final int SPAN_DIGITS = 16;
    private static final int TRACE_DIGITS = 32;

    /** What is done with a field. */
    private sealed interface Work {
        record Personal(Keeping keeping, Subjects.Whose whose) implements Work {}

        record Clear(boolean isKey, boolean isTrace) implements Work {}

        record Below(RecordPlan plan) implements Work {}

        record Each(RecordPlan plan) implements Work {}
    }

    private record Field(int position, String path, boolean nullable, Work work) {}

    private final List<Field> fields;

    private RecordPlan(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * Compiles a plan.
     *
     * @param tightened by path, such as {@code actor/name}
     */
    static RecordPlan of(Schema schema, Map<String, FieldRule> tightened) {
        return of(schema, "", tightened, false);
    }

    private static RecordPlan of(Schema schema, String above, Map<String, FieldRule> tightened, boolean ours) {
        var fields = new ArrayList<Field>();
        for (var field : schema.getFields()) {
            var path = above + field.name();
            var work = work(field, path, tightened, ours || OURS.contains(path));
            if (work != null) {
                fields.add(new Field(field.pos(), path, field.schema().isNullable(), work));
            }
        }
        return new RecordPlan(List.copyOf(fields));
    }

    private static @Nullable Work work(
            Schema.Field field, String path, Map<String, FieldRule> tightened, boolean ours) {
        var inner = branch(field.schema());
        return switch (inner.getType()) {
            case RECORD -> below(of(inner, path + '/', tightened, ours), false);
            case ARRAY ->
                inner.getElementType().getType() == Schema.Type.RECORD
                        ? below(of(inner.getElementType(), path + '/', tightened, ours), true)
                        : null;
            case STRING -> text(field, path, tightened.get(path), ours);
            default -> null;
        };
    }

    private static @Nullable Work below(RecordPlan plan, boolean list) {
        if (plan.fields.isEmpty()) {
            return null;
        }
        return list ? new Work.Each(plan) : new Work.Below(plan);
    }

    private static @Nullable Work text(Schema.Field field, String path, @Nullable FieldRule tightened, boolean ours) {
        var protect = field.getProp(FieldTag.PROTECT);
        if ("pii".equals(field.getProp(FieldTag.CLASS))) {
            var keeping = protect == null ? null : Keeping.of(protect);
            if (keeping == null) {
                return null; // paths
            }
            var stricter = tightened == null || !tightened.isAtLeast(new FieldRule(FieldClass.PII, keeping))
                    ? keeping
                    : tightened.keeping();
            return new Work.Personal(stricter, whose(field));
        }
        return ours ? null : new Work.Clear(KEYS.contains(path), TRACES.contains(path));
    }

    private static Subjects.Whose whose(Schema.Field field) {
        var word = field.getProp(SUBJECT);
        if (word == null) {
            return Subjects.Whose.ACTOR;
        }
        return switch (word) {
            case "target" -> Subjects.Whose.TARGET;
            case "onBehalfOf" -> Subjects.Whose.ON_BEHALF_OF;
            default -> throw new IllegalArgumentException(SUBJECT + " of " + field.name() + " is " + word);
        };
    }

    /** The branch that the values are of: never null, and never Protected. */
    private static Schema branch(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(it -> it.getType() != Schema.Type.NULL
                                && !it.getFullName().equals("io.probity.model.Protected"))
                        .findFirst()
                        .orElse(Schema.create(Schema.Type.NULL))
                : schema;
    }

    /** The personal fields by path, with how each is kept. */
    static Map<String, Keeping> personal(Schema schema) {
        var found = new java.util.TreeMap<String, Keeping>();
        collect(of(schema, Map.of()), found);
        return found;
    }

    private static void collect(RecordPlan plan, Map<String, Keeping> into) {
        for (var field : plan.fields) {
            switch (field.work) {
                case Work.Personal(var keeping, var whose) -> into.put(field.path, keeping);
                case Work.Clear clear -> into.put(field.path, Keeping.CLEAR);
                case Work.Below(var below) -> collect(below, into);
                case Work.Each(var below) -> collect(below, into);
            }
        }
    }

    /** Makes a record what may be kept of it. What it holds may be shared, so that is copied where it changes. */
    void keep(IndexedRecord record, Values values) {
        keep(record, values, false);
    }

    /** What may be kept of a record: itself where nothing changes, else a copy. */
    private IndexedRecord kept(IndexedRecord record, Values values) {
        return keep(record, values, true);
    }

    private IndexedRecord keep(IndexedRecord record, Values values, boolean copied) {
        var into = record;
        for (var field : fields) {
            var value = record.get(field.position);
            if (value == null) {
                continue;
            }
            var kept = kept(field, value, values);
            if (kept != value) {
                into = copied && into == record ? RecordCopy.of(record) : into;
                into.put(field.position, kept == null && !field.nullable ? "" : kept);
            }
        }
        return into;
    }

    private static @Nullable Object kept(Field field, Object value, Values values) {
        return switch (field.work) {
            case Work.Personal(var keeping, var whose) ->
                value instanceof String text ? values.kept(text, keeping, whose, field.path) : value;
            case Work.Clear(var isKey, var isTrace) -> {
                var text = (String) value;
                if (isTrace && isTraceId(text)) {
                    yield text;
                }
                if (isKey) {
                    values.noteOnly(text, field.path);
                }
                yield isKey ? text : values.clearText(text, field.path);
            }
            case Work.Below(var plan) -> plan.kept((IndexedRecord) value, values);
            case Work.Each(var plan) -> each((List<?>) value, plan, values);
        };
    }

    private static boolean isTraceId(String text) {
        return (text.length() == SPAN_DIGITS || text.length() == TRACE_DIGITS) && EventDigest.isHex(text, 0);
    }

    private static List<?> each(List<?> items, RecordPlan plan, Values values) {
        var kept = new ArrayList<Object>(items.size());
        boolean changed = false;
        for (var item : items) {
            var after = plan.kept((IndexedRecord) item, values);
            changed |= after != item;
            kept.add(after);
        }
        return changed ? kept : items;
    }
}
