package io.probity.draft;

import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** Copies of Avro records, for who changes some of their fields and may not change what others hold. */
public final class RecordCopy {
    private RecordCopy() {}

    /** A record of the same class with the same values; what those hold is shared. */
    @SuppressWarnings("unchecked") // an instance of the record's own class
    public static <R extends IndexedRecord> R of(R record) {
        var copy = (R) SpecificData.newInstance(record.getClass(), record.getSchema());
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
            copy.put(i, record.get(i));
        }
        return copy;
    }
}
