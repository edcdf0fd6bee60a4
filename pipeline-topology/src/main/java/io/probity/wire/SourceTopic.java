package io.probity.wire;

/**
 * A topic that audit events arrive on, and what it alone decides: whose they are and how they are read. Neither is ever
 * taken from a payload.
 *
 * @param name the topic on the broker
 * @param source name of the normaliser
 * @param tenant whose events these are
 */
public record SourceTopic(String name, String source, String tenant) {}
