package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.COSIGNED;
import static io.probity.integrity.SampleNotes.CRYPTOGRAPHY;
import static io.probity.integrity.SampleNotes.ENOCH_LINE;
import static io.probity.integrity.SampleNotes.LOG;
import static io.probity.integrity.SampleNotes.NOON;
import static io.probity.integrity.SampleNotes.PETER_LINE;
import static io.probity.integrity.SampleNotes.POLICY;
import static io.probity.integrity.SampleNotes.PROOF;
import static io.probity.integrity.SampleNotes.REQUEST;
import static io.probity.integrity.SampleNotes.SIGNED;
import static io.probity.integrity.SampleNotes.W1;
import static io.probity.integrity.SampleNotes.W2;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever bytes come, a parser refuses them by its own exception or takes them, and what it takes it writes back, byte
 * for byte. So many inputs each: {@code -Dintegrity.fuzz=1000000} for a long run.
 */
@Timeout(600)
class TextFuzzTest {
    private static final int INPUTS = Integer.getInteger("integrity.fuzz", 100_000);
    private static final long SEED = Long.getLong("integrity.fuzz.seed", 20_260_301);

    @Test
    void readsNotes() {
        fuzz(
                bytes -> SignedNote.parse(bytes).bytes(),
                CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE,
                COSIGNED.toString());
    }

    @Test
    void readsCheckpoints() {
        fuzz(
                bytes -> utf8(Checkpoint.parse(text(bytes)).text()),
                CHECKPOINT.text(),
                "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n");
    }

    @Test
    void readsProofs() {
        fuzz(
                bytes -> TlogProof.parse(bytes).bytes(),
                PROOF.toString(),
                new TlogProof(0, List.of(), null, SIGNED).toString());
    }

    @Test
    void readsRequestsOfWitnesses() {
        fuzz(
                bytes -> AddCheckpoint.parse(bytes).bytes(),
                REQUEST.toString(),
                new AddCheckpoint(0, List.of(), SIGNED).toString());
    }

    @Test
    void readsAnswersOfWitnesses() {
        fuzz(
                bytes -> utf8(WitnessAnswer.body(WitnessAnswer.cosignatures(bytes))),
                W1.cosign(CHECKPOINT, NOON).line() + W2.cosign(CHECKPOINT, NOON).line());
        fuzz(bytes -> utf8(WitnessAnswer.body(WitnessAnswer.latestSize(bytes))), "20852163\n", "0\n");
    }

    /** A policy is not written back, its spaces and comments being its author's; it only has to be read or refused. */
    @Test
    void readsPolicies() {
        fuzz(
                bytes -> {
                    assertThat(Policy.parse(bytes).quorum()).isNotEmpty();
                    return bytes;
                },
                POLICY,
                "witness one " + W1.verifier() + "\ngroup g 1 one\ngroup h any g\nquorum h\n");
    }

    @Test
    void readsVerifierKeys() {
        fuzz(
                bytes -> utf8(VerifierKey.parse(text(bytes)).toString()),
                LOG.verifier().toString(),
                W1.verifier().toString());
    }

    private static String text(byte[] bytes) {
        return StrictText.utf8("input", bytes, SignedNote.MOST_BYTES);
    }

    private static void fuzz(UnaryOperator<byte[]> parseAndWrite, String... texts) {
        var random = new Random(SEED);
        var samples = Arrays.stream(texts).map(SampleNotes::utf8).toList();
        int taken = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            var input = Mutations.next(samples, random);
            try {
                var written = parseAndWrite.apply(input);
                if (!Arrays.equals(written, input)) {
                    fail("seed %d, input %d reads and is written otherwise: %s", SEED, i, base64(input));
                }
                taken++;
            } catch (MalformedTextException expected) {
                refused++;
            } catch (RuntimeException | Error escaped) {
                fail("seed %d, input %d let something out: %s".formatted(SEED, i, base64(input)), escaped);
            }
        }
        assertThat(taken).as("inputs taken").isPositive();
        assertThat(refused).as("inputs refused").isPositive();
    }

    private static String base64(byte[] input) {
        return Base64.getEncoder().encodeToString(input);
    }
}
