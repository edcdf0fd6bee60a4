package io.probity.context;

import org.apache.avro.specific.SpecificRecordBase;

/**
 * A row of a reference table.
 *
 * @param key the record's key behind the tenant and its bar
 */
public record TableRow(ContextTable table, String key, SpecificRecordBase row) {}
