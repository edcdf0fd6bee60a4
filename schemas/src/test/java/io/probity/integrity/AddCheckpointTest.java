package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.NOON;
import static io.probity.integrity.SampleNotes.REQUEST;
import static io.probity.integrity.SampleNotes.SIGNED;
import static io.probity.integrity.SampleNotes.W1;
import static io.probity.integrity.SampleNotes.W2;
import static io.probity.integrity.SampleNotes.hash;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddCheckpointTest {
    private static final String TEXT = REQUEST.toString();

    /** The example of tlog-witness. */
    private static final String EXAMPLE = """
            old 20852014
            PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
            jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
            5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
            /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
            """;

    /** The answer of tlog-witness's example. */
    private static final String ANSWER = """
            — witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==
            — witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==
            — witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==
            """;

    @Test
    void readsAndWritesTheExampleOfTheSpecification() {
        var request = AddCheckpoint.parse(utf8(EXAMPLE));

        assertThat(request.oldSize()).isEqualTo(20_852_014);
        assertThat(request.proof()).hasSize(4);
        assertThat(request.checkpoint().size()).isEqualTo(20_852_163);
        assertThat(request).hasToString(EXAMPLE);
    }

    @Test
    void readsWhatItWrites() {
        var first = new AddCheckpoint(0, List.of(), SIGNED);
        var again = new AddCheckpoint(CHECKPOINT.size(), List.of(), SIGNED);

        assertThat(AddCheckpoint.parse(REQUEST.bytes())).isEqualTo(REQUEST);
        assertThat(AddCheckpoint.parse(first.bytes())).isEqualTo(first);
        assertThat(AddCheckpoint.parse(again.bytes())).isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "old 20852014, old 020852014, 1",
        "old 20852014, old +20852014, 1",
        "old 20852014, 'old  20852014', 1",
        "old 20852014, 'old 20852014 ', 1",
        "old 20852014, old, 1",
        "old 20852014, new 20852014, 1",
        "old 20852014, old 20852164, 1",
        "old 20852014, old 9223372036854775808, 1",
        "old 20852014, old 0, 2",
        "BQU=, BQU, 2",
        "BQU=, BQV=, 2",
        "BgY=, 'BgY= ', 3",
        "20852163, -1, 6"
    })
    void refusesWhatIsNoRequestAndSaysWhere(String from, String to, int line) {
        assertThat(TEXT).contains(from);

        refuses(TEXT.replace(from, to), line);
    }

    @Test
    void refusesMoreThanSixtyThreeHashes() {
        var most = new AddCheckpoint(1, Collections.nCopies(63, hash(1)), SIGNED);

        assertThat(AddCheckpoint.parse(most.bytes())).isEqualTo(most);
        refuses(most.toString().replaceFirst("old 1\n", "old 1\n" + hash(1) + "\n"), 65);
    }

    @Test
    void refusesLineEndsOfOthersAndWhatIsCutOff() {
        refuses(TEXT.replace("\n", "\r\n"), 1);
        refuses(TEXT.substring(0, TEXT.length() - 1), 9);
        refuses(TEXT.substring(0, 20), 2);
        refuses("", 1);
    }

    @Test
    void isNeverMadeSoThatItCouldNotBeRead() {
        assertThatThrownBy(() -> new AddCheckpoint(0, List.of(hash(1)), SIGNED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddCheckpoint(CHECKPOINT.size() + 1, List.of(), SIGNED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddCheckpoint(1, Collections.nCopies(64, hash(1)), SIGNED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTheAnswerOfTheSpecification() {
        var cosignatures = WitnessAnswer.cosignatures(utf8(ANSWER));

        assertThat(cosignatures)
                .extracting(NoteSignature::name)
                .containsExactly("witness.example/w1", "witness.example/w1", "witness.example/w2");
        assertThat(WitnessAnswer.body(cosignatures)).isEqualTo(ANSWER);
    }

    @Test
    void addsAnAnswerToTheCheckpoint() {
        var answer = List.of(W1.cosign(CHECKPOINT, NOON), W2.cosign(CHECKPOINT, NOON.plusSeconds(1)));
        var note = SIGNED;
        for (var cosignature : WitnessAnswer.cosignatures(utf8(WitnessAnswer.body(answer)))) {
            note = note.with(cosignature);
        }

        assertThat(note).isEqualTo(SampleNotes.COSIGNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "409\n", "— a\n", "— a b\n", "— a AAAAAAA=", "— a AAAAAAA=\n\n", "— a AAAAAAA=\r\n"})
    void refusesAnAnswerWithoutCosignatures(String body) {
        assertThatThrownBy(() -> WitnessAnswer.cosignatures(utf8(body))).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void refusesMoreThanSixteenCosignatures() {
        var line = W1.cosign(CHECKPOINT, NOON).line();

        assertThat(WitnessAnswer.cosignatures(utf8(line.repeat(16)))).hasSize(16);
        assertThatThrownBy(() -> WitnessAnswer.cosignatures(utf8(line.repeat(17))))
                .isInstanceOf(MalformedTextException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 20_852_014, Long.MAX_VALUE})
    void readsAndWritesTheSizeOfAConflict(long size) {
        assertThat(WitnessAnswer.latestSize(utf8(WitnessAnswer.body(size)))).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "1",
                "01\n",
                "+1\n",
                "-1\n",
                " 1\n",
                "1\r\n",
                "1\n\n",
                "1\n2\n",
                "9223372036854775808\n"
            })
    void refusesWhatIsNoSize(String body) {
        assertThatThrownBy(() -> WitnessAnswer.latestSize(utf8(body))).isInstanceOf(MalformedTextException.class);
    }

    private static void refuses(String text, int line) {
        assertThatThrownBy(() -> AddCheckpoint.parse(utf8(text)))
                .isInstanceOfSatisfying(
                        MalformedTextException.class,
                        e -> assertThat(e.line()).as(e.getMessage()).isEqualTo(line));
    }
}
