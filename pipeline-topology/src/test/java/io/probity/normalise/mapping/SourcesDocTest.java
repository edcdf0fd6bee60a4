package io.probity.normalise.mapping;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.normalise.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/sources.md names every mapping that ships, in its own words. */
class SourcesDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[`(\\w+)`]\\(https://\\S+\\) \\| (.*) \\|$");

    @Test
    void namesEveryMappingAndNoOther() throws IOException {
        Map<String, String> rows = ROW.matcher(Files.readString(Path.of("../docs/sources.md")))
                .results()
                .collect(toMap(row -> row.group(1), row -> row.group(2)));
        var shipped = Sources.shipped();

        assertThat(rows)
                .isEqualTo(Sources.mappings().stream()
                        .map(file -> shipped.named(file.source()).orElseThrow())
                        .collect(toMap(source -> source.name(), source -> source.shapes())));
    }
}
