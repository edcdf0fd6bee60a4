package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.integrity.Checkpoint;
import io.probity.integrity.EntryBundle;
import io.probity.integrity.InclusionProof;
import io.probity.integrity.LeafEntry;
import io.probity.integrity.LogCheck;
import io.probity.integrity.Policy;
import io.probity.integrity.Rfc6962;
import io.probity.integrity.SignatureType;
import io.probity.integrity.SignedNote;
import io.probity.integrity.SignerKey;
import io.probity.integrity.Tile;
import io.probity.integrity.TileCoordinate;
import io.probity.integrity.TileTree;
import io.probity.integrity.TlogProof;
import io.probity.integrity.TreeBuilder;
import io.probity.integrity.TreeHash;
import io.probity.integrity.Trust;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The tree over a log, beside bare SHA-256 of the same bytes: made of leaf entries as the ledger writes them, checked from end to end, and
 * proofs of single leaves. One thread, and its processor time.
 */
public final class TreeBench {
    private static final String ORIGIN = "bench.example/log/g1/p0";
    private static final int PROOFS = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<TileCoordinate, byte[]> files = new HashMap<>();
    private final SignerKey key = SignerKey.generate(ORIGIN, SignatureType.ED25519, new SecureRandom());
    private final Policy policy = Policy.parse(("log " + key.verifier() + "\nquorum none\n").getBytes(UTF_8));
    private final List<byte[]> entries;

    /** @param leaves in the tree */
    public TreeBench(int leaves) {
        this.entries = new ArrayList<>(leaves);
        var random = new Random(leaves);
        var then = Instant.parse("2026-03-02T12:00:00Z");
        var digest = new byte[TreeHash.BYTES];
        for (int i = 0; i < leaves; i++) {
            random.nextBytes(digest);
            var at = then.plusMillis(i);
            var leaf = new LeafEntry(
                    EventDigest.hex(digest),
                    at,
                    "event",
                    at,
                    "audit.raw.gitlab/" + i % 4 + '/' + i,
                    "0123456789abcdef0123456789abcdef");
            entries.add(leaf.bytes());
        }
    }

    /**
     * What it comes to.
     *
     * @param bare leaves a second that SHA-256 alone does of the same bytes
     * @param build leaves a second into tiles and bundles in memory
     * @param check leaves a second of a whole log, entries and tiles
     * @param prove proofs a second made of random leaves
     * @param judge proofs a second of random leaves, with the signature of the checkpoint
     * @param entryBytes of a leaf
     * @param tileBytes of all tiles, for each leaf
     * @param proofHashes of a proof at this size, the most
     * @param proofBytes of a .tlog-proof text, the most
     */
    public record Report(
            Spread bare,
            Spread build,
            Spread check,
            Spread prove,
            Spread judge,
            double entryBytes,
            double tileBytes,
            int proofHashes,
            int proofBytes) {}

    /**
     * Measures each in turn.
     *
     * @param rounds that count; one more comes first, for the compilers
     * @param say hears how it goes on
     * @throws IllegalStateException if a tree or a proof does not hold
     */
    public Report run(int rounds, Consumer<String> say) {
        var bare = new ArrayList<Double>();
        var build = new ArrayList<Double>();
        var check = new ArrayList<Double>();
        var prove = new ArrayList<Double>();
        var judge = new ArrayList<Double>();
        int hashes = 0;
        int bytes = 0;
        for (int round = 0; round <= rounds; round++) {
            bare.add(perSecond(entries.size(), this::bare));
            var root = new TreeHash[1];
            build.add(perSecond(entries.size(), () -> root[0] = built()));
            check.add(perSecond(entries.size(), () -> checked(root[0])));
            var proofs = new ArrayList<TlogProof>();
            prove.add(perSecond(PROOFS, () -> proofs.addAll(proven(root[0]))));
            judge.add(perSecond(PROOFS, () -> proofs.forEach(this::judged)));
            for (var proof : proofs) {
                hashes = Math.max(hashes, proof.hashes().size());
                bytes = Math.max(bytes, proof.bytes().length);
            }
            say.accept(String.format("round %d of %d, and one before them", round, rounds));
        }
        return new Report(
                counted(bare),
                counted(build),
                counted(check),
                counted(prove),
                counted(judge),
                entries.stream().mapToInt(it -> it.length).average().orElse(0),
                (double) tileBytes() / entries.size(),
                hashes,
                bytes);
    }

    /** All but the first, which the compilers were at work in. */
    private static Spread counted(List<Double> rounds) {
        return Spread.of(rounds.subList(1, rounds.size()));
    }

    private double perSecond(int count, Runnable work) {
        long begun = threads.getCurrentThreadCpuTime();
        work.run();
        return count * 1e9 / (threads.getCurrentThreadCpuTime() - begun);
    }

    private void bare() {
        int seen = 0;
        for (var entry : entries) {
            seen += EventDigest.sha256(entry, 0, entry.length)[0];
        }
        require(seen != Integer.MIN_VALUE, "no digest");
    }

    private TreeHash built() {
        files.clear();
        var tree = new TreeBuilder();
        for (int i = 0; i < entries.size(); i++) {
            tree.append(Rfc6962.leaf(entries.get(i))).forEach(this::write);
        }
        tree.edge().forEach(this::write);
        return tree.root();
    }

    private void write(Tile tile) {
        var at = tile.at();
        files.put(at, tile.bytes());
        if (at.level() == 0) {
            int first = Math.toIntExact(at.index() * TileCoordinate.FULL);
            files.put(at.bundle(), EntryBundle.write(entries.subList(first, first + at.width())));
        }
    }

    private long tileBytes() {
        return files.entrySet().stream()
                .filter(file -> file.getKey().level() != TileCoordinate.ENTRIES)
                .mapToLong(file -> file.getValue().length)
                .sum();
    }

    private void checked(TreeHash root) {
        var found = LogCheck.check(entries.size(), root, this::read);
        require(found instanceof LogCheck.Sound, "the log does not hold: " + found);
    }

    private Optional<byte[]> read(TileCoordinate at) {
        return Optional.ofNullable(files.get(at));
    }

    private List<TlogProof> proven(TreeHash root) {
        var tree = new TileTree(entries.size(), this::read);
        var checkpoint = new Checkpoint(ORIGIN, entries.size(), root);
        var note = SignedNote.of(checkpoint.text(), key.sign(checkpoint));
        var random = new Random(7);
        var proofs = new ArrayList<TlogProof>(PROOFS);
        for (int i = 0; i < PROOFS; i++) {
            InclusionProof proof = tree.inclusion(random.nextInt(entries.size()), entries.size());
            proofs.add(new TlogProof(proof.index(), proof.hashes(), null, note));
        }
        return proofs;
    }

    private void judged(TlogProof proof) {
        var trust = proof.judge(entries.get(Math.toIntExact(proof.index())), policy);
        require(trust instanceof Trust.Trusted, trust.why());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
