package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A log in memory: its entries, and the tiles and bundles of its last size, to be read and to be spoiled. */
final class SampleLog implements TileSource {
    final List<byte[]> entries;
    final List<TreeHash> leaves = new ArrayList<>();
    final Map<TileCoordinate, byte[]> stored = new HashMap<>();
    final TreeHash root;

    SampleLog(int size) {
        this(IntStream.range(0, size)
                .mapToObj(i -> ("entry " + i + " of a sample").getBytes(StandardCharsets.US_ASCII))
                .toList());
    }

    SampleLog(List<byte[]> entries) {
        this.entries = entries;
        var builder = new TreeBuilder();
        for (var entry : entries) {
            leaves.add(Rfc6962.leaf(entry));
            builder.append(leaves.get(leaves.size() - 1)).forEach(this::store);
        }
        builder.edge().forEach(this::store);
        for (int from = 0; from < entries.size(); from += 256) {
            var some = entries.subList(from, Math.min(from + 256, entries.size()));
            stored.put(new TileCoordinate(TileCoordinate.ENTRIES, from / 256, some.size()), EntryBundle.write(some));
        }
        root = builder.root();
    }

    private void store(Tile tile) {
        stored.put(tile.at(), tile.bytes());
    }

    int size() {
        return entries.size();
    }

    TileTree tree() {
        return new TileTree(size(), this);
    }

    @Override
    public Optional<byte[]> read(TileCoordinate at) {
        return Optional.ofNullable(stored.get(at)).map(byte[]::clone);
    }

    /** The definition of RFC 6962, section 2.1, word by word, and with hashing of its own. */
    static TreeHash naiveRoot(List<TreeHash> leaves) {
        if (leaves.isEmpty()) {
            return TreeHash.of(sha256(new byte[0]));
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = 1;
        while (2 * k < leaves.size()) {
            k *= 2;
        }
        return TreeHash.of(sha256(
                new byte[] {1},
                naiveRoot(leaves.subList(0, k)).bytes(),
                naiveRoot(leaves.subList(k, leaves.size())).bytes()));
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
