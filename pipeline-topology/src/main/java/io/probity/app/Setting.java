package io.probity.app;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of a pipeline, each in this one place. A flag {@code --set key=value} beats the variable {@link
 * #variable()}, which beats the file, which beats the default. docs/configuration.md shows the same table, and a test
 * compares the two.
 */
public enum Setting {
    APPLICATION_ID(
            "application.id",
            "probity",
            "Kafka Streams application id; names the consumer group, the changelogs and the transactional ids"),
    STATE_DIR("state.dir", "state", "folder of the RocksDB stores"),
    THREADS(
            "threads",
            null,
            "stream threads; more than partitions or free cores make it slower. None: one for each partition, two at most"),
    PROFILE("profile", "latency", "latency (commit every 50 ms, fetch at once) or throughput (100 ms, 64 KiB fetches)"),
    INSTANCE(
            "instance",
            null,
            "name that this instance keeps over restarts, no other has it; none: one kept in state.dir"),
    STANDBYS("standbys", "0", "standby replicas of each store"),
    GENERATION("generation.number", "1", "the generation of partitions"),
    PARTITIONS("generation.partitions", "4", "partitions of the log; frozen within a generation"),
    REPLICATION("replication.factor", "1", "replicas of each topic made by this program; 3 in production"),
    SOURCES(
            "sources",
            "audit.events=canonical,audit.raw.gitlab=gitlab,audit.raw.cloudtrail=cloudtrail,audit.raw.generic=generic",
            "what is read: topic=source or topic=source:tenant, separated by commas"),
    SOURCES_APART(
            "sources.apart",
            "",
            "topics of sources that are read apart from the others, so that what floods delays nobody, separated by commas"),
    REROUTE(
            "reroute",
            "",
            "what is moved unread to another topic of its source: topic/member=pattern>topic, separated by commas"),
    EVENT_TYPES("event.types", null, "files of event types of your own, or folders of them, separated by commas"),
    MAPPINGS(
            "mappings",
            null,
            "mapping files of your own, or folders of them, separated by commas; each is read from audit.raw.<its source> unless"
                    + " sources says otherwise"),
    TENANT("tenant", "default", "tenant of the topics that name none"),
    TICK_INTERVAL("tick.interval", "PT0.125S", "how often the log's clock beats"),
    BALANCE_INTERVAL("balance.interval", "PT1S", "how often intake tells what it has received"),
    GAP_GRACE("balance.gap.grace", "PT5M", "how long a missing number of a component is waited for before it is told"),
    SILENCE(
            "balance.silence",
            "",
            "after what quiet a source is told silent, whatever is usual: source=PT6H, or source=off, separated by commas"),
    SILENCE_MARGIN(
            "balance.silence.margin",
            "PT1H",
            "how much longer than twice what was usual a quiet must be where silence is learnt"),
    CLOCK_SKEW("validate.clock.skew", "PT5M", "how far ahead of its arrival an event may claim to have happened"),
    MAX_AGE("validate.max.age", null, "how old an event may be when it arrives; none: any age"),
    MAX_EVENT_BYTES("validate.max.event.bytes", "1000000", "largest source record that is read, in bytes"),
    MAX_ITEMS("validate.max.items", "5000", "most events in one source record; one with more is refused as a whole"),
    DEDUPE_HORIZON("dedupe.horizon", "P7D", "log time for which a repeat is a duplicate"),
    LOG_ORIGIN(
            "log.origin",
            "probity/local",
            "name of the log, unlike any other in the world, such as example.com/audit; its checkpoints begin with it"),
    REGISTRATIONS(
            "subjects.registrations",
            "false",
            "true: an event of our own tells of a subject that nobody has seen and that a framework of its scope is for"),
    OUTPUTS_RULES(
            "outputs.rules",
            null,
            "file of what decisions, adherence, violations and findings leave out; none: nothing"),
    FINDINGS_FORMAT("findings.format", "ocsf", "what audit.findings is told in: ocsf, ecs or cef"),
    GEO_FILE(
            "enrich.geo.file",
            null,
            "CSV of cidr, country, network: where addresses belong to; read again when it changes; none: special addresses alone"),
    SCIM_TOKEN_FILE(
            "scim.token.file",
            null,
            "file with the 32 or more characters that an identity provider shows; none: nobody can push users and groups"),
    SCIM_TENANT("scim.tenant", null, "whose rows pushed users and groups are; none: those of tenant"),
    SCIM_USER_ID("scim.user.id", "userName", "the attribute that events carry as actor.id: userName, externalId or id"),
    SCIM_ROLES(
            "scim.roles", null, "group=role, separated by commas; a group that is not named is a role by its own name"),
    SCIM_TEAMS(
            "scim.teams",
            null,
            "regular expression of the groups that are teams; the part in parentheses is the team's id; none: no group is"),
    TIER_HOT("tier.hot", "P30D", "age up to which an event enters hot"),
    TIER_WARM("tier.warm", "P180D", "age up to which an event enters warm"),
    MAC_KEY_FILE("keys.intake.mac", null, "file with the 32 or more secret bytes that intake signs entries with"),
    CONTENT_KEY_FILE("keys.content", null, "file with the 32 or more secret bytes of the tenants' content keys"),
    PROTECT_MODE(
            "protect.mode",
            "on",
            "on: personal values are encrypted, tokens or masked in all that is written; off: they are written as they come"),
    PROTECT_KEYS("protect.keys", null, "folder of the keys of all tenants; made with probity keys init"),
    PROTECT_ORIGINAL("protect.original", "false", "true: the source's bytes are kept with each event, encrypted"),
    PROTECT_TIGHTENING("protect.tightening", null, "file of classes that are stricter than those that ship"),
    PROTECT_REFRESH("protect.refresh", "PT5S", "how often an instance looks for keys that were rotated or destroyed"),
    PROTECT_PKCS11(
            "protect.pkcs11.config",
            null,
            "configuration of SunPKCS11 for the token that holds the wrapping keys; none: they are files"),
    PROTECT_PIN("protect.pkcs11.pin", null, "file with the PIN of that token"),
    HTTP_HOST("http.host", "127.0.0.1", "address that the endpoint binds to"),
    HTTP_PORT("http.port", "0", "port of the endpoint; 0: a free one, which is logged"),
    DOOR_ENABLED(
            "door.enabled", "false", "whether `probity run` takes events over HTTP; `probity door` does in any case"),
    DOOR_SOURCES(
            "door.sources",
            null,
            "file that says who may post what, docs/doors.md; none: every source but our own, to everybody, and on loopback only"),
    DOOR_SPOOL_DIR(
            "door.spool.dir", null, "folder in which records wait while Kafka is away; none: door-spool in state.dir"),
    DOOR_SPOOL_BYTES("door.spool.max.bytes", "1073741824", "most bytes of the spool; when it is full, senders get 429"),
    DOOR_PATIENCE("door.kafka.patience", "PT5S", "how long Kafka may keep a record waiting until it goes to the spool"),
    DOOR_BODY_BYTES("door.max.body.bytes", "1048576", "largest body of a request as it is sent, in bytes"),
    DOOR_DECODED_BYTES("door.max.decoded.bytes", "8388608", "largest body once its gzip or zstd is undone, in bytes"),
    DOOR_ITEMS("door.max.items", "5000", "most events in one request"),
    DOOR_IN_FLIGHT(
            "door.max.in.flight.bytes", "67108864", "most bytes of requests in memory; beyond it, senders get 429"),
    DOOR_ANSWERED_FOR(
            "door.answered.for", "PT24H", "how long a repeated delivery or Idempotency-Key gets its first answer"),
    DOOR_ANSWERED_BYTES("door.answered.max.bytes", "16777216", "most bytes of answers that are kept for that"),
    LEDGER_PREFIX("ledger.prefix", "", "put before the names of what the ledger writes; for a replay");

    private final String key;
    private final @Nullable String fallback;
    private final String meaning;

    Setting(String key, @Nullable String fallback, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** The name in files and flags. */
    public String key() {
        return key;
    }

    /** The default; null where there is none and the setting must be given or may be left out. */
    public @Nullable String fallback() {
        return fallback;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** The environment variable: {@code PROBITY_} and the key in capitals, dots as underscores. */
    public String variable() {
        return "PROBITY_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
