package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;

/** A tile of hashes: "concatenated sequences of consecutive Merkle Tree Hashes" (c2sp.org/tlog-tiles). Immutable. */
public final class Tile {
    private final TileCoordinate at;
    private final List<TreeHash> hashes;

    Tile(TileCoordinate at, List<TreeHash> hashes) {
        this.at = at;
        this.hashes = List.copyOf(hashes);
    }

    /**
     * Reads a tile. The bytes may be any hashes; whether they are the right ones is for a proof or a check to say.
     *
     * @param at where it stands; not a bundle
     * @throws TreeFormatException if the bytes are not exactly as many as the width asks for
     */
    public static Tile read(TileCoordinate at, byte[] bytes) {
        if (at.level() == TileCoordinate.ENTRIES) {
            throw new IllegalArgumentException(at + " is a bundle of entries and has no hashes");
        }
        if (bytes.length != at.maxBytes()) {
            throw new TreeFormatException(at.path(), bytes.length + " bytes instead of " + at.maxBytes());
        }
        var hashes = new ArrayList<TreeHash>(at.width());
        for (int offset = 0; offset < bytes.length; offset += TreeHash.BYTES) {
            hashes.add(TreeHash.at(bytes, offset));
        }
        return new Tile(at, hashes);
    }

    public TileCoordinate at() {
        return at;
    }

    /** From left to right, as many as the tile is wide. */
    public List<TreeHash> hashes() {
        return hashes;
    }

    /** What is stored and served; the caller's own. */
    public byte[] bytes() {
        var bytes = new byte[at.maxBytes()];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * TreeHash.BYTES);
        }
        return bytes;
    }

    /** The path and the width. */
    @Override
    public String toString() {
        return at.path();
    }
}
