package io.probity.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.document.NearestName;
import io.probity.registry.RegistryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one instance, checked as a whole: an unknown key, a value that does not parse and a missing file are
 * errors at start, each naming itself and what to do.
 *
 * <p>Keys that begin with {@code kafka.} go to the Kafka clients without the prefix; the keys of the registry client,
 * docs/schema-registry.md, are taken as they are.
 */
public final class Settings {
    private static final String KAFKA = "kafka.";

    /** Kafka's own TLS settings for the registry; there are more than RegistryKey names. */
    private static final String REGISTRY_TLS = "schema.registry.ssl.";

    /** max.message.bytes of the largest topics, see Topics. */
    private static final int LARGEST_RECORD_BYTES = 4 * 1_048_588;

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<String, String> kafka = new TreeMap<>();
    private final Map<String, String> registry = new TreeMap<>();
    private @Nullable OwnFiles own;

    private Settings() {}

    /**
     * Gathers the settings.
     *
     * @param file YAML, nested or with dotted keys; null for none
     * @param environment the variables of the process
     * @param flags values that beat all others, by key
     * @throws SettingException naming the first thing that is wrong
     */
    public static Settings of(@Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
        var settings = new Settings();
        if (file != null) {
            read(file).forEach((key, value) -> settings.put(key, value, "in " + file));
        }
        for (var setting : Setting.values()) {
            var value = environment.get(setting.variable());
            if (value != null) {
                settings.values.put(setting, value);
            }
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("PROBITY_KAFKA_") || name.startsWith("PROBITY_SCHEMA_REGISTRY_")) {
                settings.put(dotted(name), value, "in the environment");
            }
        });
        flags.forEach((key, value) -> settings.put(key, value, "on the command line"));
        return settings;
    }

    private static String dotted(String variable) {
        return variable.substring("PROBITY_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private void put(String key, String value, String where) {
        if (key.startsWith(KAFKA)) {
            kafka.put(key.substring(KAFKA.length()), value);
        } else if (isForRegistry(key)) {
            registry.put(key, value);
        } else {
            values.put(known(key, where), value);
        }
    }

    private static boolean isForRegistry(String key) {
        return key.startsWith(REGISTRY_TLS)
                || Arrays.stream(RegistryKey.values())
                        .anyMatch(known -> known.key().equals(key));
    }

    private static Setting known(String key, String where) {
        for (var setting : Setting.values()) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        var names = new ArrayList<String>();
        for (var setting : Setting.values()) {
            names.add(setting.key());
        }
        for (var setting : RegistryKey.values()) {
            names.add(setting.key());
        }
        throw new SettingException("unknown setting '" + key + "' " + where + ": did you mean '"
                + NearestName.of(key, names) + "'? docs/configuration.md lists them all");
    }

    private static Map<String, String> read(Path file) {
        if (!Files.isReadable(file)) {
            throw new SettingException("configuration file " + file + " cannot be read: name an existing YAML file");
        }
        try {
            var flat = new TreeMap<String, String>();
            flatten("", new YAMLMapper().readTree(Files.readString(file)), flat, file);
            return flat;
        } catch (JsonProcessingException e) {
            throw new SettingException("configuration file " + file + " is not YAML: " + e.getOriginalMessage()
                    + " at line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new SettingException("configuration file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat, Path file) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> flatten(
                            path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                            member.getValue(),
                            flat,
                            file));
        } else if (node.isValueNode() && !path.isEmpty()) {
            flat.put(path, node.asText());
        } else if (!node.isMissingNode()) {
            throw new SettingException("configuration file " + file + ": '" + path + "' must be a single value");
        }
    }

    /** A value, or the default. */
    public Optional<String> find(Setting setting) {
        return Optional.ofNullable(values.getOrDefault(setting, setting.fallback()));
    }

    /** A value, or the default, of a setting that must have one. */
    public String text(Setting setting) {
        return find(setting)
                .orElseThrow(() -> new SettingException("setting '" + setting.key() + "' is missing ("
                        + setting.meaning() + "): give it in the file, as " + setting.variable() + ", or with --set"));
    }

    /** The parts of a value that is separated by commas, in its order; blanks around them and empty ones do not count. */
    List<String> list(Setting setting) {
        return Stream.of(find(setting).orElse("").split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * What is read from a file that a setting names; none where nobody gives it.
     *
     * @param read takes the file's name and its text
     */
    <T> Optional<T> document(Setting setting, BiFunction<String, String, T> read) {
        return find(setting).map(file -> {
            try {
                return read.apply(file, Files.readString(Path.of(file)));
            } catch (IOException e) {
                throw new SettingException(
                        "setting '" + setting.key() + "' names " + file + ", which cannot be read: " + e.getMessage());
            }
        });
    }

    /** What an operator adds to what ships: read when somebody first asks, and the same for all who ask. */
    synchronized OwnFiles own() {
        var known = own;
        if (known == null) {
            known = OwnFiles.read(this);
            own = known;
        }
        return known;
    }

    /** Partitions of the log. */
    public int partitions() {
        return number(Setting.PARTITIONS, 1, 10_000);
    }

    /** Replicas of each topic that this program makes. */
    public int replicas() {
        return number(Setting.REPLICATION, 1, 100);
    }

    /** A whole number within bounds. */
    public int number(Setting setting, int least, int most) {
        var text = text(setting);
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new SettingException("setting '" + setting.key() + "' must be a whole number from " + least + " to "
                + most + ", was '" + text + "'");
    }

    /** A number of bytes within bounds. */
    public long bytes(Setting setting, long least, long most) {
        var text = text(setting);
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw new SettingException("setting '" + setting.key() + "' must be a number of bytes from " + least + " to "
                + most + ", was '" + text + "'");
    }

    /** Yes or no. */
    public boolean flag(Setting setting) {
        return switch (text(setting).strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new SettingException(
                        "setting '" + setting.key() + "' must be true or false, was '" + text(setting) + "'");
        };
    }

    /** A span of time in ISO 8601, such as PT5M or P7D; never negative. */
    public Duration duration(Setting setting) {
        var text = text(setting);
        try {
            var duration = Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException notADuration) {
            // said below, with an example
        }
        throw new SettingException(
                "setting '" + setting.key() + "' must be a duration such as PT5M or P7D, was '" + text + "'");
    }

    /** What is allowed and was probably not meant, for people: one line each. */
    public List<String> doubts() {
        return KafkaNames.doubts(kafka.keySet(), KAFKA);
    }

    /** What the Kafka clients get. */
    public Map<String, String> kafka() {
        return Map.copyOf(kafka);
    }

    /** What the registry client gets; records as large as the log's topics take unless it says otherwise. */
    public Map<String, String> registry() {
        var config = new TreeMap<>(registry);
        config.putIfAbsent(RegistryKey.MAX_RECORD_BYTES.key(), Integer.toString(LARGEST_RECORD_BYTES));
        return config;
    }
}
