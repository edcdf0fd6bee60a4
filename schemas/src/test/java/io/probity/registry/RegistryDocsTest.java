package io.probity.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RegistryDocsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| (?:`(.*?)`)? ?\\|");

    @Test
    void theTableHasEveryKeyWithItsDefaultAndNothingMore() throws IOException {
        var documented = ROW.matcher(Files.readString(Path.of("../docs/schema-registry.md")))
                .results()
                .map(row -> row.group(1) + "=" + (row.group(2) == null ? "" : row.group(2)));

        assertThat(documented)
                .containsExactlyElementsOf(Arrays.stream(RegistryKey.values())
                        .map(key -> key.key() + "=" + key.defaultValue())
                        .toList());
    }
}
