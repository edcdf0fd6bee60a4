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
 * for byte. {@code -Dprobity.chaos.mutations=1000000} is the long run of it, from {@code probity.chaos.seed} on.
 */
@Timeout(600)
class TextFuzzTest {
    private static final int INPUTS = Integer.getInteger("probity.chaos.mutations", 100_000);
    private static final long SEED = Long.getLong("probity.chaos.seed", 20_260_301);

    @Test
    void readsNotes() {
        fuzz(
                "notes",
                bytes -> SignedNote.parse(bytes).bytes(),
                CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE,
                COSIGNED.toString());
    }

    @Test
    void readsCheckpoints() {
        fuzz(
                "checkpoints",
                bytes -> utf8(Checkpoint.parse(text(bytes)).text()),
                CHECKPOINT.text(),
                "a\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n");
    }

    @Test
    void readsProofs() {
        fuzz(
                "proofs",
                bytes -> TlogProof.parse(bytes).bytes(),
                PROOF.toString(),
                new TlogProof(0, List.of(), null, SIGNED).toString());
    }

    @Test
    void readsRequestsOfWitnesses() {
        fuzz(
                "requests of witnesses",
                bytes -> AddCheckpoint.parse(bytes).bytes(),
                REQUEST.toString(),
                new AddCheckpoint(0, List.of(), SIGNED).toString());
    }

    @Test
    void readsAnswersOfWitnesses() {
        fuzz(
                "answers of witnesses",
                bytes -> utf8(WitnessAnswer.body(WitnessAnswer.cosignatures(bytes))),
                W1.cosign(CHECKPOINT, NOON).line() + W2.cosign(CHECKPOINT, NOON).line());
        fuzz(
                "sizes of witnesses",
                bytes -> utf8(WitnessAnswer.body(WitnessAnswer.latestSize(bytes))),
                "20852163\n",
                "0\n");
    }

    /** A policy is not written back, its spaces and comments being its author's; it only has to be read or refused. */
    @Test
    void readsPolicies() {
        fuzz(
                "policies",
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
                "verifier keys",
                bytes -> utf8(VerifierKey.parse(text(bytes)).toString()),
                LOG.verifier().toString(),
                W1.verifier().toString());
    }

    @Test
    void readsLeaves() {
        var tenant = "0123456789abcdef0123456789abcdef";
        fuzz(
                "leaves",
                bytes -> LeafEntry.parse(bytes).bytes(),
                new LeafEntry("0".repeat(64), NOON, "event", NOON, "audit.raw.gitlab/0/17", tenant).toString(),
                new LeafEntry("f".repeat(64), null, "forged", NOON, null, null).toString());
    }

    private static String text(byte[] bytes) {
        return StrictText.utf8("input", bytes, SignedNote.MOST_BYTES);
    }

    private static void fuzz(String what, UnaryOperator<byte[]> parseAndWrite, String... texts) {
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
        System.out.printf(
                "TextFuzzTest: %,d %s, seed %d: %,d taken, %,d refused%n", INPUTS, what, SEED, taken, refused);
        assertThat(taken).as("inputs taken").isPositive();
        assertThat(refused).as("inputs refused").isPositive();
    }

    private static String base64(byte[] input) {
        return Base64.getEncoder().encodeToString(input);
    }
}
