package io.probity.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.integrity.Trust.NotIncluded;
import io.probity.integrity.Trust.Trusted;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An entry, its proof and a policy: all that somebody needs who trusts nobody else. */
class ProofOfEntryTest {
    private static final int SIZE = 300;
    private static final Random RANDOM = new Random(5);
    private static final SignerKey LOG =
            SignerKey.generate("probity/demo/g1/p0", SignatureType.ED25519, new SecureRandom());
    private static final SignerKey WITNESS =
            SignerKey.generate("witness.example", SignatureType.COSIGNATURE_V1, new SecureRandom());
    private static final Policy POLICY = Policy.parse(
            ("log " + LOG.verifier() + "\nwitness w " + WITNESS.verifier() + "\nquorum w\n").getBytes(UTF_8));

    private final TreeBuilder builder = new TreeBuilder();
    private final TileTree tree = grown();

    private TileTree grown() {
        var tiles = new HashMap<TileCoordinate, byte[]>();
        for (int i = 0; i < SIZE; i++) {
            builder.append(Rfc6962.leaf(entry(i))).forEach(tile -> tiles.put(tile.at(), tile.bytes()));
        }
        builder.edge().forEach(tile -> tiles.put(tile.at(), tile.bytes()));
        return new TileTree(SIZE, at -> Optional.ofNullable(tiles.get(at)));
    }

    @Test
    void everyEntryIsWhereItsProofSays() {
        for (int i = 0; i < SIZE; i++) {
            var read = TlogProof.parse(proof(i, witnessed()).bytes());

            assertThat(read.judge(entry(i), POLICY)).isInstanceOf(Trusted.class);
            assertThat(read.judge(entry((i + 1) % SIZE), POLICY)).isInstanceOf(NotIncluded.class);
        }
    }

    @Test
    void anotherIndexAHashMoreOrLessOrAnotherOneIsRefused() {
        for (int i = 0; i < SIZE; i++) {
            var right = proof(i, witnessed());
            var hashes = right.hashes();
            var more = new ArrayList<>(hashes);
            more.add(Rfc6962.emptyRoot());
            var other = new ArrayList<>(hashes);
            other.set(RANDOM.nextInt(hashes.size()), Rfc6962.emptyRoot());

            for (var wrong : List.of(
                    new TlogProof((i + 1) % SIZE, hashes, null, right.note()),
                    new TlogProof(i, more, null, right.note()),
                    new TlogProof(i, hashes.subList(1, hashes.size()), null, right.note()),
                    new TlogProof(i, other, null, right.note()))) {
                assertThat(wrong.judge(entry(i), POLICY))
                        .as("leaf %d, %s", i, wrong)
                        .isInstanceOf(NotIncluded.class);
            }
        }
        assertThat(proof(7, witnessed()).judge(entry(8), POLICY).why())
                .isEqualTo("not leaf 7 of 300: entry and hashes do not make the root");
    }

    @Test
    void whatThePolicyDoesNotTrustIsNotLookedAtFurther() {
        var unwitnessed = SignedNote.of(checkpoint().text(), LOG.sign(checkpoint()));

        assertThat(proof(7, unwitnessed).judge(entry(7), POLICY).why()).isEqualTo("quorum 0 of 1: missing w");
    }

    private TlogProof proof(long index, SignedNote note) {
        return new TlogProof(index, tree.inclusion(index, SIZE).hashes(), null, note);
    }

    private SignedNote witnessed() {
        return SignedNote.of(checkpoint().text(), LOG.sign(checkpoint()))
                .with(WITNESS.cosign(checkpoint(), Instant.parse("2026-03-01T12:00:00Z")));
    }

    private Checkpoint checkpoint() {
        return new Checkpoint("probity/demo/g1/p0", SIZE, builder.root());
    }

    private static byte[] entry(int i) {
        return ("entry " + i).getBytes(UTF_8);
    }
}
