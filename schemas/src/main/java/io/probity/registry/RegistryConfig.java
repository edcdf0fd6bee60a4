package io.probity.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, read and found usable.
 *
 * @param endpoints the registries, in the order they are tried
 * @param ssl Kafka's {@code ssl.*} settings, without the prefix {@code schema.registry.}; empty for the JDK's defaults
 * @param autoRegister whether a serializer may add versions to a subject; otherwise it only looks them up
 * @param useLatest whether a serializer writes with the subject's newest schema instead of the record's own
 * @param latestTtl how long the newest version of a subject is remembered; negative: for ever
 * @param specificReader whether a deserializer makes generated classes, or generic records
 * @param maxSchemasPerSubject more than this in one subject is a program that makes schemas by the record
 * @param missingIdTtl how long an unknown id is remembered as unknown; zero: not at all
 * @param readTimeout for one whole answer of one registry
 * @param patience how long an outage is waited for before {@link RegistryUnavailableException}; one round of requests more
 *     may be under way then. Zero: one round and no waiting
 * @param doubt how long after an outage the registry is not believed that it does not know something. Zero: not at all
 * @param maxRecordBytes longest record that is decoded, header included
 */
public record RegistryConfig(
        List<Endpoint> endpoints,
        Map<String, Object> ssl,
        boolean autoRegister,
        boolean useLatest,
        Duration latestTtl,
        SubjectNameStrategy keyStrategy,
        SubjectNameStrategy valueStrategy,
        boolean specificReader,
        int maxSchemasPerSubject,
        Duration missingIdTtl,
        Duration connectTimeout,
        Duration readTimeout,
        Duration patience,
        Duration doubt,
        int maxRecordBytes) {

    private static final String CLIENT_PREFIX = "schema.registry.";
    private static final String SSL_PREFIX = "schema.registry.ssl.";

    /**
     * One registry.
     *
     * @param base without credentials and without a slash at the end
     * @param authorization value of the Authorization header; null for none
     */
    public record Endpoint(URI base, @Nullable Password authorization) {}

    /**
     * Reads {@link RegistryKey}s, and {@code schema.registry.ssl.*} as Kafka's {@code ssl.*}; everything else is ignored.
     *
     * @throws ConfigException naming the key, if a value is missing or cannot be used
     */
    public static RegistryConfig from(Map<String, ?> config) {
        var values = new Values(config);
        return new RegistryConfig(
                endpoints(values),
                ssl(config),
                values.flag(RegistryKey.AUTO_REGISTER),
                values.flag(RegistryKey.USE_LATEST),
                Duration.ofSeconds(values.atLeast(-1, RegistryKey.LATEST_TTL)),
                values.strategy(RegistryKey.KEY_STRATEGY),
                values.strategy(RegistryKey.VALUE_STRATEGY),
                values.flag(RegistryKey.SPECIFIC_READER),
                values.atLeast(1, RegistryKey.MAX_SCHEMAS),
                Duration.ofSeconds(values.atLeast(0, RegistryKey.MISSING_ID_TTL)),
                Duration.ofMillis(values.atLeast(1, RegistryKey.CONNECT_TIMEOUT)),
                Duration.ofMillis(values.atLeast(1, RegistryKey.READ_TIMEOUT)),
                Duration.ofMillis(values.atLeast(0, RegistryKey.WAIT)),
                Duration.ofMillis(values.atLeast(0, RegistryKey.DOUBT)),
                values.atLeast(1, RegistryKey.MAX_RECORD_BYTES));
    }

    /** The subject under which a record of this schema belongs in this topic. */
    public String subject(String topic, boolean isKey, org.apache.avro.Schema schema) {
        return (isKey ? keyStrategy : valueStrategy).subject(topic, isKey, schema);
    }

    private static List<Endpoint> endpoints(Values values) {
        var urls = Arrays.stream(values.text(RegistryKey.URL).split(",", -1))
                .map(String::trim)
                .filter(url -> !url.isEmpty())
                .toList();
        if (urls.isEmpty()) {
            throw new ConfigException(RegistryKey.URL.key(), "", "names no registry");
        }
        return urls.stream().map(url -> endpoint(url, values)).toList();
    }

    private static Endpoint endpoint(String url, Values values) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException notAUri) {
            throw new ConfigException(RegistryKey.URL.key() + " holds something that is no URL");
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new ConfigException(RegistryKey.URL.key() + " must be http://… or https://…, each with a host");
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var path = uri.getRawPath().replaceAll("/+$", "");
        var base = URI.create(uri.getScheme() + "://" + uri.getHost() + port + path);
        return new Endpoint(base, authorization(uri, values));
    }

    private static @Nullable Password authorization(URI uri, Values values) {
        if (!values.text(RegistryKey.BEARER_SOURCE).isEmpty()) {
            return bearer(values);
        }
        var source = values.text(RegistryKey.BASIC_SOURCE);
        return switch (source) {
            case "URL" -> uri.getUserInfo() == null ? null : basic(uri.getUserInfo());
            case "USER_INFO" -> basic(values.required(RegistryKey.BASIC_USER_INFO));
            default ->
                throw new ConfigException(
                        RegistryKey.BASIC_SOURCE.key(), source, "is not supported; URL and USER_INFO are");
        };
    }

    private static Password bearer(Values values) {
        var source = values.text(RegistryKey.BEARER_SOURCE);
        if (!source.equals("STATIC_TOKEN")) {
            throw new ConfigException(RegistryKey.BEARER_SOURCE.key(), source, "is not supported; STATIC_TOKEN is");
        }
        return new Password("Bearer " + values.required(RegistryKey.BEARER_TOKEN));
    }

    private static Password basic(String userInfo) {
        return new Password("Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8)));
    }

    private static Map<String, Object> ssl(Map<String, ?> config) {
        var ssl = new TreeMap<String, Object>();
        config.forEach((key, value) -> {
            if (key.startsWith(SSL_PREFIX) && value != null) {
                ssl.put(key.substring(CLIENT_PREFIX.length()), value);
            }
        });
        var identification = ssl.get("ssl.endpoint.identification.algorithm");
        if (identification != null && !"https".equalsIgnoreCase(identification.toString())) {
            throw new ConfigException(
                    SSL_PREFIX + "endpoint.identification.algorithm",
                    identification,
                    "cannot be anything but https: the registry's host name is always checked");
        }
        return Map.copyOf(ssl);
    }

    /** Values by key, whether they came as text, as numbers, or as Kafka's passwords. */
    private record Values(Map<String, ?> config) {
        String text(RegistryKey key) {
            Object value = config.get(key.key());
            if (value == null) {
                value = config.get(CLIENT_PREFIX + key.key()); // Confluent's older spelling of auth keys
            }
            if (value instanceof Password password) {
                return password.value();
            }
            if (value instanceof List<?> list) {
                return String.join(",", list.stream().map(String::valueOf).toList());
            }
            return value == null ? key.defaultValue() : value.toString().trim();
        }

        String required(RegistryKey key) {
            var text = text(key);
            if (text.isEmpty()) {
                throw new ConfigException(key.key() + " is missing");
            }
            return text;
        }

        boolean flag(RegistryKey key) {
            var text = text(key);
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new ConfigException(key.key(), text, "must be true or false");
            };
        }

        int atLeast(int least, RegistryKey key) {
            var text = text(key);
            try {
                var number = Integer.parseInt(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // said below, together with numbers out of range
            }
            throw new ConfigException(key.key(), text, "must be a whole number from " + least + " on");
        }

        SubjectNameStrategy strategy(RegistryKey key) {
            var value = config.get(key.key());
            return SubjectNameStrategy.parse(key.key(), value instanceof Class<?> c ? c.getName() : text(key));
        }
    }
}
