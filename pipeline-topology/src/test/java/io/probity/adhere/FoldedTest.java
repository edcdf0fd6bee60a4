package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTest {
    private static final Map<String, Folded> GITLAB =
            Map.of("pass", Folded.PASSED, "fail", Folded.FAILED, "pending", Folded.PENDING, "–", Folded.NOT_APPLICABLE);

    /** The page says which of GitLab's words a status is; a requirement's word is made of these. */
    @Test
    void eachStatusFoldsAsThePageOfStatusesSays() throws IOException {
        var page = Files.readAllLines(Path.of("..", "docs", "statuses.md")).stream()
                .filter(line -> line.matches("\\| [A-Z_]+ \\|.*"))
                .map(line -> line.split("\\|", -1))
                .collect(Collectors.toMap(
                        cells -> Status.valueOf(cells[1].strip()), cells -> GITLAB.get(cells[3].strip())));

        assertThat(Stream.of(Status.values()).collect(Collectors.toMap(it -> it, Folded::of)))
                .isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, PENDING, FAILED",
        "PASSED, FAILED, FAILED",
        "PASSED, PENDING, PENDING",
        "NOT_APPLICABLE, PASSED, PASSED",
        "NOT_APPLICABLE, PENDING, PENDING",
        "NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE"
    })
    void anyFailIsFailedElseAnyPendingIsPendingElseAnyPassIsPassed(Folded one, Folded other, Folded both) {
        assertThat(one.and(other)).isEqualTo(both);
        assertThat(other.and(one)).isEqualTo(both);
    }
}
