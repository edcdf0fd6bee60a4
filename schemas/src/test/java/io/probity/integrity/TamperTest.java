package io.probity.integrity;

import static io.probity.integrity.SampleNotes.COSIGNED;
import static io.probity.integrity.SampleNotes.PROOF;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.integrity.Trust.Trusted;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every bit of what is signed the other way, one at a time. */
class TamperTest {
    private final Policy policy = SampleNotes.policy();

    @Test
    void trustsNoCheckpointOfWhichOneBitIsFlipped() {
        var bytes = COSIGNED.bytes();
        int judged = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            @Nullable SignedNote note;
            try {
                note = SignedNote.parse(Mutations.flipped(bytes, bit));
            } catch (MalformedTextException e) {
                continue;
            }
            judged++;
            assertThat(policy.judge(note)).as("bit %d", bit).isNotInstanceOf(Trusted.class);
        }
        assertThat(judged).as("notes that could still be read").isGreaterThan(1_000);
    }

    /**
     * Index, hashes and extra data are not signed: a bit of theirs flipped makes another proof, which the tree refuses (and
     * extra data nobody does). What must not be is that it reads as the same proof, or that the checkpoint holds altered.
     */
    @Test
    void takesNoProofOfWhichOneBitIsFlippedForTheSame() {
        var bytes = PROOF.bytes();
        int others = 0;
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            @Nullable TlogProof proof;
            try {
                proof = TlogProof.parse(Mutations.flipped(bytes, bit));
            } catch (MalformedTextException e) {
                continue;
            }
            assertThat(proof).as("bit %d", bit).isNotEqualTo(PROOF);
            if (policy.judge(proof.note()) instanceof Trusted trusted) {
                others++;
                assertThat(proof.note()).as("bit %d", bit).isEqualTo(PROOF.note());
                assertThat(trusted.checkpoint()).isEqualTo(PROOF.checkpoint());
            }
        }
        assertThat(others).as("proofs of another index, hash or extra data").isGreaterThan(100);
    }
}
