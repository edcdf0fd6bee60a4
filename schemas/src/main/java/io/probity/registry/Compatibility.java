package io.probity.registry;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * The rule by which a subject's new version is judged, by Confluent's names. Backward: the new schema reads what the old
 * ones wrote. Forward: the old ones read what the new one writes. Transitive: against all earlier versions, not the last
 * alone.
 */
public enum Compatibility {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    Compatibility(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    /**
     * Whether the candidate may follow the earlier versions.
     *
     * @param earlier oldest first
     */
    public boolean admits(Schema candidate, List<Schema> earlier) {
        var from = transitive ? 0 : Math.max(0, earlier.size() - 1);
        return earlier.subList(from, earlier.size()).stream().allMatch(old -> admits(candidate, old));
    }

    private boolean admits(Schema candidate, Schema old) {
        return (!backward || reads(candidate, old)) && (!forward || reads(old, candidate));
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == COMPATIBLE;
    }
}
