package io.probity.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings on the command line of a child. */
final class Flags {
    private Flags() {}

    static String[] write(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + '=' + setting.getValue())
                .toArray(String[]::new);
    }

    static Map<String, String> read(String[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
