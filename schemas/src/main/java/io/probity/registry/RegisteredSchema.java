package io.probity.registry;

import org.apache.avro.Schema;

/**
 * One version of a subject.
 *
 * @param version counts up within the subject, from 1
 * @param id names the schema in the whole registry, and on the wire
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
