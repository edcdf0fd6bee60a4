package io.probity.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** A generated class's own conversions of logical types, without sharing its settings with the rest of the process. */
final class SpecificModel {
    private SpecificModel() {}

    /**
     * For reading.
     *
     * @param fast whether Avro's fast reader is used
     */
    static SpecificData forReading(Class<?> type, boolean fast) {
        // Of this very class: for any other, one that extends it too, Avro takes its slow reader and says nothing.
        var data = withConversions(type, new SpecificData(type.getClassLoader()));
        data.setFastReaderEnabled(fast);
        return data;
    }

    /** For writing. */
    static SpecificData forWriting(Class<?> type) {
        return withConversions(type, new QuickUnions(type.getClassLoader()));
    }

    private static SpecificData withConversions(Class<?> type, SpecificData data) {
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        return data;
    }

    /** Knows the branch of the commonest union, of null and one other, without asking for the value's class. */
    private static final class QuickUnions extends SpecificData {
        QuickUnions(ClassLoader loader) {
            super(loader);
        }

        @Override
        public int resolveUnion(Schema union, @Nullable Object value) {
            var branches = union.getTypes();
            if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
                return value == null ? 0 : 1;
            }
            return super.resolveUnion(union, value);
        }
    }
}
