package io.probity.registry;

/**
 * Every configuration key that the registry client and the serdes read. docs/schema-registry.md lists them; a test
 * compares the two. Names are Confluent's wherever Confluent has one.
 */
public enum RegistryKey {
    URL("schema.registry.url", ""),
    BASIC_SOURCE("basic.auth.credentials.source", "URL"),
    BASIC_USER_INFO("basic.auth.user.info", ""),
    BEARER_SOURCE("bearer.auth.credentials.source", ""),
    BEARER_TOKEN("bearer.auth.token", ""),
    TRUSTSTORE_LOCATION("schema.registry.ssl.truststore.location", ""),
    TRUSTSTORE_PASSWORD("schema.registry.ssl.truststore.password", ""),
    TRUSTSTORE_TYPE("schema.registry.ssl.truststore.type", "JKS"),
    KEYSTORE_LOCATION("schema.registry.ssl.keystore.location", ""),
    KEYSTORE_PASSWORD("schema.registry.ssl.keystore.password", ""),
    KEYSTORE_TYPE("schema.registry.ssl.keystore.type", "JKS"),
    KEY_PASSWORD("schema.registry.ssl.key.password", ""),
    AUTO_REGISTER("auto.register.schemas", "true"),
    USE_LATEST("use.latest.version", "false"),
    LATEST_TTL("latest.cache.ttl.sec", "-1"),
    KEY_STRATEGY("key.subject.name.strategy", "TopicNameStrategy"),
    VALUE_STRATEGY("value.subject.name.strategy", "TopicNameStrategy"),
    SPECIFIC_READER("specific.avro.reader", "false"),
    MAX_SCHEMAS("max.schemas.per.subject", "1000"),
    /** Confluent's default is 0: there, a flood of records with one wrong id is a flood of requests. */
    MISSING_ID_TTL("missing.id.cache.ttl.sec", "30"),
    /** Confluent's default is 60 s; several URLs are tried in turn within {@link #WAIT}, so ours must be short. */
    CONNECT_TIMEOUT("http.connect.timeout.ms", "2000"),
    READ_TIMEOUT("http.read.timeout.ms", "5000"),
    /** Ours: how long an outage is waited for. */
    WAIT("registry.wait.ms", "60000"),
    /** Ours: how long after an outage an answer "unknown" is taken for "not yet". */
    DOUBT("registry.doubt.ms", "10000"),
    /** Ours: the longest record that is decoded. */
    MAX_RECORD_BYTES("record.max.bytes", "1048576");

    private final String key;
    private final String defaultValue;

    RegistryKey(String key, String defaultValue) {
        this.key = key;
        this.defaultValue = defaultValue;
    }

    /** As it is written in a configuration. */
    public String key() {
        return key;
    }

    /** Empty where the key has none. */
    public String defaultValue() {
        return defaultValue;
    }
}
