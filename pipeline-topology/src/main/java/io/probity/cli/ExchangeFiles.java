package io.probity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that exchange definitions have in common with each other. */
final class ExchangeFiles {
    private ExchangeFiles() {}

    /** As people write it: {@code oscal-catalog}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Writes to the file, or to stdout where there is none. */
    static void write(CommandSpec spec, @Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
            return;
        }
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
