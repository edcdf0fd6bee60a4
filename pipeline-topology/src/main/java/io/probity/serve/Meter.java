package io.probity.serve;

import java.util.List;

/**
 * Every meter that is ours, each in this one place; docs/operations.md shows the same table, and a test compares the two.
 * Beside them stand the timers of the endpoint's questions, which are named after class and method.
 */
public enum Meter {
    BALANCE(
            "probity_balance_events",
            Kind.GAUGE,
            "events by source: received, accepted, duplicate, refused, forged, missing; told by the instance that holds the balance",
            "tenant",
            "source",
            "count"),
    LEAVES("probity_leaves", Kind.COUNTER, "leaves of the log", "partition"),
    LOG_TIME(
            "probity_log_time_seconds",
            Kind.GAUGE,
            "the log's clock, seconds since 1970; stands still when nobody ticks",
            "partition"),
    REFUSED("probity_refused", Kind.COUNTER, "records refused since this instance started", "reason"),
    CONTEXT_UNREADABLE(
            "probity_context_unreadable",
            Kind.COUNTER,
            "rows of reference tables that this instance could not read; what stood under the same key stays in force",
            "topic",
            "reason"),
    VIOLATIONS("probity_violations", Kind.COUNTER, "violations opened and ended since this instance started", "status"),
    REVIEWS(
            "probity_reviews",
            Kind.COUNTER,
            "requests to look at a verdict that came to a state since this instance started",
            "state"),
    REGISTRY_ANSWERED("probity_registry_answered", Kind.COUNTER, "requests that a schema registry answered"),
    REGISTRY_FAILED("probity_registry_failed", Kind.COUNTER, "requests that no schema registry answered"),
    REGISTRY_WAITED(
            "probity_registry_waited_seconds", Kind.COUNTER, "time that threads have waited for a schema registry"),
    DOOR_ITEMS(
            "probity_door_items",
            Kind.COUNTER,
            "items of requests: accepted, refused, duplicate (a repeated request) or not_taken",
            "door",
            "result"),
    DOOR_PUSHED_BACK(
            "probity_door_pushed_back",
            Kind.COUNTER,
            "requests answered with 429: in_flight, spool_full or nonces",
            "cause"),
    DOOR_NOT_GENUINE(
            "probity_door_not_genuine",
            Kind.COUNTER,
            "requests that did not prove their sender: wrong, or stale",
            "scheme"),
    DOOR_IN_FLIGHT("probity_door_in_flight_bytes", Kind.GAUGE, "bytes of requests in memory"),
    DOOR_SPOOLED("probity_door_spooled", Kind.COUNTER, "records that went to the spool, since Kafka was away"),
    DOOR_SPOOL_BYTES("probity_door_spool_bytes", Kind.GAUGE, "bytes of the spool on the disk"),
    DOOR_SPOOL_RECORDS("probity_door_spool_records", Kind.GAUGE, "records that wait in the spool"),
    DOOR_SPOOL_AGE("probity_door_spool_age_seconds", Kind.GAUGE, "how long the first of them has waited"),
    DOOR_SET_ASIDE(
            "probity_door_set_aside",
            Kind.COUNTER,
            "pieces of the spool that were spoilt, or that Kafka will not have; they lie in the spool's folder set-aside"),
    STREAMS_STATE(
            "kafka_streams_state", Kind.GAUGE, "1 for the state that an application is in", "application", "state"),
    PROCESS_RATE("kafka_streams_process_rate", Kind.GAUGE, "records a second, of one thread", "application", "thread"),
    PROCESSED("kafka_streams_processed", Kind.COUNTER, "records, of one thread", "application", "thread"),
    CONSUMER_LAG("kafka_consumer_lag_records", Kind.GAUGE, "records not read yet", "application", "topic", "partition"),
    JVM_MEMORY("jvm_memory_used_bytes", Kind.GAUGE, "memory in use", "area"),
    JVM_MEMORY_MAX("jvm_memory_max_bytes", Kind.GAUGE, "most memory that may be used; -1 without a limit", "area"),
    JVM_GC_RUNS("jvm_gc_runs", Kind.COUNTER, "collections", "gc"),
    JVM_GC_SECONDS("jvm_gc_seconds", Kind.COUNTER, "time spent collecting", "gc"),
    JVM_THREADS("jvm_threads", Kind.GAUGE, "live threads");

    /** What a meter does over time. */
    public enum Kind {
        /** Goes up and down. */
        GAUGE,
        /** Only goes up, from nought at the start of the process; shown with {@code _total} behind its name. */
        COUNTER
    }

    private final String id;
    private final Kind kind;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
    private final List<String> labels;

    Meter(String id, Kind kind, String meaning, String... labels) {
        this.id = id;
        this.kind = kind;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** The name without what the format puts behind it. */
    public String id() {
        return id;
    }

    /** The name as it is scraped. */
    public String scraped() {
        return kind == Kind.COUNTER ? id + "_total" : id;
    }

    public Kind kind() {
        return kind;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** Names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }
}
