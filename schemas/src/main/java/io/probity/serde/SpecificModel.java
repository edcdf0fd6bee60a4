package io.probity.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** A generated class's own conversions of logical types, without sharing its settings with the rest of the process. */
final class SpecificModel {
    private SpecificModel() {}

    /** @param fast whether Avro's fast reader is used */
    static SpecificData of(Class<?> type, boolean fast) {
        var data = new QuickUnions(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        data.setFastReaderEnabled(fast);
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
