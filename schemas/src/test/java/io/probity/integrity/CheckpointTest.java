package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.LOG;
import static io.probity.integrity.SampleNotes.NOON;
import static io.probity.integrity.SampleNotes.ORIGIN;
import static io.probity.integrity.SampleNotes.W1;
import static io.probity.integrity.SampleNotes.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    /** The example of tlog-cosignature. */
    private static final String COSIGNED = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    @Test
    void readsTheExampleOfTheSpecification() {
        var note = SignedNote.parse(SampleNotes.utf8(COSIGNED));

        assertThat(Checkpoint.parse(note.text()))
                .isEqualTo(new Checkpoint(
                        "example.com/behind-the-sofa",
                        20_852_163,
                        TreeHash.of(Base64.getDecoder().decode(ROOT))));
        assertThat(note).hasToString(COSIGNED);
        assertThat(note.signatures()).extracting(NoteSignature::keyId).containsExactly(0x033de0ae, 0x8d66cf3f);
        assertThat(Cosignature.seconds(note.signatures().get(1))).isEqualTo(1_679_315_147);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 20_852_163, Long.MAX_VALUE})
    void writesWhatItReads(long size) {
        var text = "a log\n" + size + "\n" + ROOT + "\n";

        assertThat(Checkpoint.parse(text).size()).isEqualTo(size);
        assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    }

    @Test
    void keepsExtensionLinesOfOthersAndSignsNone() {
        var text = "a log\n1\n" + ROOT + "\nextended\nagain\n";
        var checkpoint = Checkpoint.parse(text);

        assertThat(checkpoint.extensions()).containsExactly("extended", "again");
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThatThrownBy(() -> LOG.sign(checkpoint)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1",
        "'a', 1",
        "'a|', 2",
        "'|1|!|', 1",
        "'a|1|', 3",
        "'a|1|!', 3",
        "'a||!|', 2",
        "'a|01|!|', 2",
        "'a|00|!|', 2",
        "'a|+1|!|', 2",
        "'a|-1|!|', 2",
        "'a|-0|!|', 2",
        "'a| 1|!|', 2",
        "'a|1 |!|', 2",
        "'a|1.0|!|', 2",
        "'a|0x1|!|', 2",
        "'a|1_0|!|', 2",
        "'a|١|!|', 2",
        "'a|9223372036854775808|!|', 2",
        "'a|18446744073709551616|!|', 2",
        "'a|99999999999999999999999999|!|', 2",
        "'a|1|!|||', 4",
        "'a|1|!||b|', 4",
        "'a|1| R|', 3",
        "'a|1|! |', 3",
        "'a|1|#|', 3",
        "'a|1|$|', 3",
        "'a|1|%|', 3",
        "'a|1|AAAA|', 3",
        "'a~|1|!|', 1",
        "'a|1~|!|', 2",
        "'a|1|!~|', 3"
    })
    void refusesWhatIsNoCheckpointAndSaysWhere(String text, int line) {
        // !: the root, #: in the URL alphabet, $: without padding, %: with stray bits
        var spelled = text.replace("!", ROOT)
                .replace("#", ROOT.replace('/', '_'))
                .replace("$", ROOT.replace("=", ""))
                .replace("%", ROOT.replace("2I=", "2J="))
                .replace('|', '\n')
                .replace('~', '\r');

        assertThatThrownBy(() -> Checkpoint.parse(spelled))
                .isInstanceOfSatisfying(
                        MalformedTextException.class,
                        e -> assertThat(e.line()).as(e.getMessage()).isEqualTo(line));
    }

    @Test
    void isNeverMadeSoThatItCouldNotBeRead() {
        assertThatThrownBy(() -> new Checkpoint("", 1, hash(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a\nb", 1, hash(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("\ud800", 1, hash(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", -1, hash(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("a", 1, hash(1), List.of("")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A witness's key and a cosignature's time, from note_cosigv1_test.go of github.com/transparency-dev/formats. */
    @Test
    void readsTheKeyOfAWitnessAndTheTimeOfACosignature() {
        var vkey = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
        var cosignature = new NoteSignature(
                "a",
                "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==");

        assertThat(VerifierKey.parse(vkey).type()).isEqualTo(SignatureType.COSIGNATURE_V1);
        assertThat(VerifierKey.parse(vkey)).hasToString(vkey);
        assertThat(Cosignature.seconds(cosignature)).isEqualTo(1_727_964_367);
    }

    @Test
    void cosignsTheTimeWithTheCheckpoint() {
        var cosignature = W1.cosign(CHECKPOINT, NOON.plusMillis(999));

        assertThat(Cosignature.seconds(cosignature)).isEqualTo(NOON.getEpochSecond());
        assertThat(W1.verifier().verifies(CHECKPOINT.text(), cosignature)).isTrue();
        assertThat(W1.verifier().verifies(new Checkpoint(ORIGIN, 1, hash(9)).text(), cosignature))
                .isFalse();
    }

    @Test
    void refusesEveryBitOfACosignatureFlipped() {
        var bytes = StrictText.base64(W1.cosign(CHECKPOINT, NOON).base64());
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var signature =
                    new NoteSignature(W1.verifier().name(), Base64.getEncoder().encodeToString(flipped));

            assertThat(W1.verifier().verifies(CHECKPOINT.text(), signature))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void signsNothingThatTheOtherTypeOfKeyShould() {
        assertThatThrownBy(() -> W1.sign(CHECKPOINT)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> LOG.cosign(CHECKPOINT, NOON)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> W1.cosign(CHECKPOINT, Instant.EPOCH.minusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
