package io.probity.app;

import io.probity.balance.SilenceRule;
import io.probity.document.NearestName;
import io.probity.normalise.Sources;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;

/** What the settings {@code balance.gap.grace} and {@code balance.silence*} say of when the watch speaks. */
final class SilenceSetting {
    private SilenceSetting() {}

    /**
     * Reads, of {@code balance.silence}, {@code source=PT6H} and {@code source=off}, separated by commas.
     *
     * @throws SettingException naming the part that is wrong
     */
    static SilenceRule of(Settings settings, Sources sources) {
        var fixed = new HashMap<String, Duration>();
        var off = new HashSet<String>();
        for (var part : settings.list(Setting.SILENCE)) {
            var words = part.split("=", 2);
            require(words, sources);
            if (words[1].equals("off")) {
                off.add(words[0]);
            } else {
                fixed.put(words[0], span(part, words[1]));
            }
        }
        return new SilenceRule(
                settings.duration(Setting.GAP_GRACE), settings.duration(Setting.SILENCE_MARGIN), fixed, off);
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
                + part + "' is neither");
    }
}
