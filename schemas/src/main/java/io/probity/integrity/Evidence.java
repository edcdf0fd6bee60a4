package io.probity.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two witnesses for the hashes under one node, a tile and the entries, either of which may be altered in places. */
final class Evidence {
    /** How many hashes trying mixtures of the two may cost at one node. */
    private static final long MAX_TRIED_HASHES = 1 << 18;

    private Evidence() {}

    /**
     * The hashes that make the expected one, each from the tile or else from the entries; null if none do.
     *
     * @param stored from tiles; null where a tile is missing
     * @param made by the entries, at the same places; null where they cannot be read
     * @param fold makes the node's hash
     * @param expected the node's hash, known to be right
     */
    static @Nullable List<TreeHash> reconciled(
            List<@Nullable TreeHash> stored,
            List<@Nullable TreeHash> made,
            Function<List<TreeHash>, TreeHash> fold,
            TreeHash expected) {
        var hashes = new ArrayList<TreeHash>();
        var differ = new ArrayList<Integer>();
        for (int i = 0; i < stored.size(); i++) {
            var one = stored.get(i);
            var other = made.get(i);
            if (one == null && other == null) {
                return null;
            }
            if (one != null && other != null && !one.equals(other)) {
                differ.add(i);
            }
            hashes.add(one != null ? one : other);
        }
        return mixed(hashes, made, differ, fold, expected);
    }

    private static @Nullable List<TreeHash> mixed(
            List<TreeHash> stored,
            List<@Nullable TreeHash> made,
            List<Integer> differ,
            Function<List<TreeHash>, TreeHash> fold,
            TreeHash expected) {
        boolean few = differ.size() < Long.SIZE - 1 && stored.size() <= MAX_TRIED_HASHES >>> differ.size();
        long mixtures = few ? 1L << differ.size() : 1;
        for (long mixture = 0; mixture < mixtures; mixture++) {
            var hashes = new ArrayList<>(stored);
            for (int i = 0; i < differ.size(); i++) {
                var own = made.get(differ.get(i));
                if ((mixture >>> i & 1) == 1 && own != null) {
                    hashes.set(differ.get(i), own);
                }
            }
            if (fold.apply(hashes).equals(expected)) {
                return hashes;
            }
        }
        return null;
    }
}
