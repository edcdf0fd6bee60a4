package io.probity.serde;

import org.apache.avro.specific.SpecificData;

/** A generated class's own conversions of logical types, without sharing its settings with the rest of the process. */
final class SpecificModel {
    private SpecificModel() {}

    /** @param fast whether Avro's fast reader is used */
    static SpecificData of(Class<?> type, boolean fast) {
        var data = new SpecificData(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(data::addLogicalTypeConversion);
        data.setFastReaderEnabled(fast);
        return data;
    }
}
