/**
 * Records to bytes and back, in Confluent's wire format: a zero byte, the schema's id in four bytes, Avro binary.
 *
 * <p>In: bytes that anybody may have written, and schemas that anybody may have registered. Out: a record, or one of the
 * five {@link io.probity.serde.DecodeFault}s; nothing else gets out, and memory stays in proportion to the record's own
 * length. State: readers by writer's schema id, ids by subject.
 */
@NullMarked
package io.probity.serde;

import org.jspecify.annotations.NullMarked;
