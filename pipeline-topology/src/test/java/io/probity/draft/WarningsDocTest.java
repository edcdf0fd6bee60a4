package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The closed lists and their pages in docs say the same. */
class WarningsDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

    @Test
    void explainsEveryWarningAndNoOther() throws IOException {
        assertThat(rows("warnings.md"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(WarningCode.values()).map(Enum::name).toList());
    }

    @Test
    void explainsEveryReasonAndNoOther() throws IOException {
        assertThat(rows("rejections.md"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Enum::name).toList());
    }

    private static List<String> rows(String page) throws IOException {
        return ROW.matcher(Files.readString(Path.of("../docs", page)))
                .results()
                .map(row -> row.group(1))
                .toList();
    }
}
