package io.probity.app;

import io.probity.document.NearestName;
import io.probity.normalise.Sources;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the setting {@code balance.silence} says of sources whose rhythm is not to be learnt. */
record SilenceSetting(Map<String, Duration> fixed, Set<String> off) {

    /**
     * Reads {@code source=PT6H} and {@code source=off}, separated by commas.
     *
     * @throws SettingException naming the part that is wrong
     */
    static SilenceSetting of(Settings settings, Sources sources) {
        var fixed = new HashMap<String, Duration>();
        var off = new HashSet<String>();
        for (var part : settings.text(Setting.SILENCE).split(",", -1)) {
            if (!part.isBlank()) {
                var words = part.strip().split("=", 2);
                require(words, sources);
                if (words[1].equals("off")) {
                    off.add(words[0]);
                } else {
                    fixed.put(words[0], span(part, words[1]));
                }
            }
        }
        return new SilenceSetting(fixed, off);
    }

    private static void require(String[] words, Sources sources) {
        if (words.length != 2) {
            throw new SettingException(
                    "setting 'balance.silence' must be source=PT6H or source=off, separated by commas; '" + words[0]
                            + "' is neither");
        }
        if (sources.named(words[0]).isEmpty()) {
            var names = sources.all().stream().map(source -> source.name()).toList();
            throw new SettingException("setting 'balance.silence' names source '" + words[0]
                    + "', which is unknown: did you mean '" + NearestName.of(words[0], names) + "'?");
        }
    }

    private static Duration span(String part, String text) {
        try {
            var span = Duration.parse(text);
            if (span.isPositive()) {
                return span;
            }
        } catch (DateTimeParseException notADuration) {
            // said below, with an example
        }
        throw new SettingException("setting 'balance.silence' must be source=PT6H or source=off, separated by commas; '"
                + part.strip() + "' is neither");
    }
}
