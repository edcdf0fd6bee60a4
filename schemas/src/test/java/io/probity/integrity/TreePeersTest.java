package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Go's checksum database has the same trees; its code judges ours. */
class TreePeersTest {
    private static final int SEED = 4_711;

    @TempDir
    static Path folder;

    private static final SampleLog LOG = new SampleLog(70_000);
    private static final TileTree TREE = LOG.tree();

    private final Random random = new Random(SEED);
    private final List<String> claims = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    @BeforeAll
    static void theLogIsOne() {
        assertThat(TREE.root(70_000)).isEqualTo(LOG.root);
    }

    @Test
    void hasTheSameRootsOfSizes1To1200AndOf70000() throws IOException, InterruptedException {
        for (int size = 1; size <= 1200; size++) {
            claim("yes", "root " + size + " " + TREE.root(size));
        }
        claim("yes", "root 70000 " + LOG.root);
        claim("no", "root 69999 " + LOG.root);

        check();
    }

    @Test
    void acceptsInclusionProofsAndNoneThatWasChanged() throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            int size = i % 3 == 0 ? 70_000 : 1 + random.nextInt(70_000);
            long index = i == 0 ? 0 : i == 3 ? 69_999 : random.nextInt(size);
            var head = "record " + size + " " + TREE.root(size) + " ";
            var hashes = TREE.inclusion(index, size).hashes();

            claim("yes", head + index + joined(hashes));
            claim("no", head + (index == 0 ? size - 1 : index - 1) + joined(hashes), size > 1);
            claimChanged(head + index, hashes);
        }

        check();
    }

    @Test
    void acceptsConsistencyProofsAndNoneThatWasChanged() throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            int later = i % 3 == 0 ? 70_000 : 2 + random.nextInt(69_999);
            int earlier = i == 0 ? 65_000 : i == 3 ? 65_536 : 1 + random.nextInt(later - 1);
            var head = "tree " + later + " " + TREE.root(later) + " " + earlier + " ";
            var hashes = TREE.consistency(earlier, later).hashes();

            claim("yes", head + TREE.root(earlier) + joined(hashes));
            claim("no", head + flipped(TREE.root(earlier)) + joined(hashes));
            claimChanged(head + TREE.root(earlier), hashes);
        }

        check();
    }

    @Test
    void hasTheSameBytesInEveryTile() throws IOException, InterruptedException {
        LOG.stored.forEach(
                (at, bytes) -> claim("yes", "tile " + at + " " + digest(bytes), at.level() != TileCoordinate.ENTRIES));
        claim("no", "tile tile/0/000 " + digest(new byte[8192]));

        check();
    }

    private void claimChanged(String head, List<TreeHash> hashes) {
        if (hashes.isEmpty()) {
            claim("no", head + joined(List.of(LOG.root)));
            return;
        }
        int at = random.nextInt(hashes.size());
        var changed = new ArrayList<>(hashes);
        changed.set(at, flipped(hashes.get(at)));
        claim("no", head + joined(changed));
        claim("no", head + joined(hashes.subList(1, hashes.size())));
        claim("no", head + joined(hashes.subList(0, hashes.size() - 1)));
        claim(
                "no",
                head
                        + joined(Stream.concat(hashes.stream(), Stream.of(LOG.root))
                                .toList()));
        var reversed = new ArrayList<>(hashes);
        Collections.reverse(reversed);
        claim("no", head + joined(reversed), hashes.size() > 1);
    }

    private void claim(String answer, String claim, boolean apt) {
        if (apt) {
            claim(answer, claim);
        }
    }

    private void claim(String answer, String claim) {
        expected.add(answer + " " + claim);
        claims.add(claim);
    }

    private void check() throws IOException, InterruptedException {
        var entries = LOG.entries.stream()
                .map(entry -> new String(entry, StandardCharsets.US_ASCII))
                .toList();
        var answers = GoPeer.build("/integrity/treepeer.go.txt", folder).answers(List.of(), List.of(entries, claims));
        assertThat(answers).hasSameSizeAs(claims);
        var answered = new ArrayList<String>();
        for (int i = 0; i < claims.size(); i++) {
            answered.add(answers.get(i) + " " + claims.get(i));
        }
        assertThat(answered).as("seed " + SEED).isEqualTo(expected);
    }

    private static String joined(List<TreeHash> hashes) {
        return hashes.stream().map(hash -> " " + hash).collect(Collectors.joining());
    }

    private TreeHash flipped(TreeHash hash) {
        var bytes = hash.bytes();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return TreeHash.of(bytes);
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(SampleLog.sha256(bytes));
    }
}
