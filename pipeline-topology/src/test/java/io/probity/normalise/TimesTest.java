package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2021-04-28 21:50:00 +0200, 2021-04-28T19:50:00Z",
        "2016-08-12 15:23:28 UTC, 2016-08-12T15:23:28Z",
        "2022-07-26T05:43:53.662Z, 2022-07-26T05:43:53.662Z",
        "2012-07-21T07:30:54+05:30, 2012-07-21T02:00:54Z",
        "2022-09-25 16:16:37, 2022-09-25T16:16:37Z",
        "2023-06-12 21:40:28.690000000, 2023-06-12T21:40:28.690Z",
        "2024-12-17T10:30:00.1234567Z, 2024-12-17T10:30:00.123456Z",
        "2024-01-26, 2024-01-26T00:00:00Z",
        "1702857600, 2023-12-18T00:00:00Z",
        "1623971719091, 2021-06-17T23:15:19.091Z",
        "1724075641026703, 2024-08-19T13:54:01.026703Z",
        "1724075641026703123, 2024-08-19T13:54:01.026703Z",
        "1702857600.5, 2023-12-18T00:00:00.500Z"
    })
    void readsTheFormsThatProvidersWrite(String text, Instant expected) {
        assertThat(Times.of(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "2024-02-31",
                "2024-13-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "42",
                "12:00",
                "2024-01-01T25:00:00Z",
                "99999999999999999999999"
            })
    void namesNoTimeWhereThereIsNone(String text) {
        assertThat(Times.of(text)).isNull();
    }

    @Test
    void readsNumbersAsWellAsText() {
        assertThat(Times.of(Reading.json("1702857600"))).isEqualTo(Instant.parse("2023-12-18T00:00:00Z"));
        assertThat(Times.of(Reading.json("[1702857600]"))).isNull();
    }
}
