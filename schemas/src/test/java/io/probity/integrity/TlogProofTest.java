package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.COSIGNED;
import static io.probity.integrity.SampleNotes.LOG;
import static io.probity.integrity.SampleNotes.PROOF;
import static io.probity.integrity.SampleNotes.STRANGER;
import static io.probity.integrity.SampleNotes.hash;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {
    private static final String TEXT = PROOF.toString();

    @Test
    void writesTheFormOfTheSpecification() {
        assertThat(TEXT)
                .isEqualTo("c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMQ==\nindex 73894\n" + hash(1) + "\n" + hash(2)
                        + "\n" + hash(3) + "\n\n" + COSIGNED);
    }

    @Test
    void readsWhatItWrites() {
        var bare = new TlogProof(0, List.of(), null, COSIGNED);

        assertThat(TlogProof.parse(PROOF.bytes())).isEqualTo(PROOF);
        assertThat(TlogProof.parse(bare.bytes())).isEqualTo(bare);
        assertThat(bare.checkpoint()).isEqualTo(CHECKPOINT);
    }

    @Test
    void readsTheIndexBelowTheSizeAndNoOther() {
        var last = CHECKPOINT.size() - 1;

        assertThat(TlogProof.parse(utf8(TEXT.replace("73894", "" + last))).index())
                .isEqualTo(last);
        refuses(TEXT.replace("73894", "" + CHECKPOINT.size()), 3);
    }

    @Test
    void readsSixtyThreeHashesAndNoMore() {
        var most = new TlogProof(0, Collections.nCopies(63, hash(1)), null, COSIGNED);

        assertThat(TlogProof.parse(most.bytes())).isEqualTo(most);
        refuses(most.toString().replaceFirst("index 0\n", "index 0\n" + hash(1) + "\n"), 66);
    }

    @ParameterizedTest
    @CsvSource({
        "c2sp.org/tlog-proof@v1, c2sp.org/tlog-proof@v2, 1",
        "c2sp.org/tlog-proof@v1, ' c2sp.org/tlog-proof@v1', 1",
        "extra YWdl, extra YWd, 2",
        "extra YWdl, 'extra  YWdl', 2",
        "extra YWdl, 'extra\tYWdl', 2",
        "extra YWdlLXYxLjIuMQ==, 'extra ', 2",
        "extra YWdlLXYxLjIuMQ==, extra, 2",
        "MQ==, MQ, 2",
        "MQ==, MR==, 2",
        "index 73894, index, 3",
        "index 73894, 'index ', 3",
        "index 73894, 'index 73894 ', 3",
        "index 73894, Index 73894, 3",
        "index 73894, index 073894, 3",
        "index 73894, index +73894, 3",
        "index 73894, index -1, 3",
        "index 73894, index 9223372036854775808, 3",
        "AQEBAQEBAQEBAQEBAQEBAQE=, AQEBAQEBAQEBAQEBAQEBAQE, 4",
        "AQEBAQEBAQEBAQEBAQEBAQE=, AQEBAQEBAQEBAQEBAQEBAQF=, 4",
        "AQEBAQEBAQEBAQEBAQEBAQE=, 'AQEBAQEBAQEBAQEBAQEBAQE= ', 4",
        "AgICAgICAgICAgICAgICAgI=, AgIC, 5",
        "20852163, 020852163, 9",
        "20852163, 9223372036854775808, 9",
        "— probity, - probity, 12"
    })
    void refusesWhatIsNoProofAndSaysWhere(String from, String to, int line) {
        assertThat(TEXT).contains(from);

        refuses(TEXT.replace(from, to), line);
    }

    @Test
    void refusesLineEndsOfOthersAndBytesThatTrail() {
        refuses(TEXT.replace("\n", "\r\n"), 1);
        refuses(TEXT + "\n", 16);
        refuses(TEXT + "more\n", 15);
        refuses(TEXT + "more", 15);
        refuses(TEXT.substring(0, TEXT.length() - 1), 14);
        refuses("\ufeff" + TEXT, 1);
        refuses("", 1);
    }

    @Test
    void refusesExtraDataBehindTheIndex() {
        refuses(TEXT.replace("extra YWdlLXYxLjIuMQ==\nindex 73894", "index 73894\nextra YWdlLXYxLjIuMQ=="), 3);
        refuses(TEXT.replace("extra YWdlLXYxLjIuMQ==\n", "extra YWdl\nextra YWdl\n"), 3);
    }

    @Test
    void refusesANoteThatIsNoCheckpoint() {
        var note = SignedNote.of("a text\n", STRANGER.sign("a text\n"));
        var text = TEXT.substring(0, TEXT.indexOf("\n\n") + 2) + note;

        refuses(text, 9);
        assertThatThrownBy(() -> new TlogProof(0, List.of(), null, note)).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void isNeverMadeSoThatItCouldNotBeRead() {
        var empty = new Checkpoint("a", 0, hash(1));
        var note = SignedNote.of(empty.text(), LOG.sign(empty));

        assertThatThrownBy(() -> new TlogProof(0, List.of(), null, note)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlogProof(-1, List.of(), null, COSIGNED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlogProof(0, List.of(), "", COSIGNED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TlogProof(0, Collections.nCopies(64, hash(1)), null, COSIGNED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(String text, int line) {
        assertThatThrownBy(() -> TlogProof.parse(utf8(text)))
                .isInstanceOfSatisfying(
                        MalformedTextException.class,
                        e -> assertThat(e.line()).as(e.getMessage()).isEqualTo(line));
    }
}
