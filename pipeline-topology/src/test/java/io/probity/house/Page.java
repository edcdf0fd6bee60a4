package io.probity.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A page of docs/ that shows a table of the code. */
public record Page(Path file) {

    /** A page by its name in docs/. */
    public static Page named(String name) {
        return new Page(Path.of("..", "docs", name));
    }

    /** Fails where the page does not hold the table as the code has it, with the text to paste. */
    public void shows(List<List<String>> rows) throws IOException {
        var table =
                rows.stream().map(row -> "| " + String.join(" | ", row) + " |").collect(Collectors.joining("\n"));
        assertThat(Files.readString(file))
                .as("%s is behind the code; its table is:%n%s%n", file, table)
                .contains(table);
    }
}
