package io.probity.integrity;

import java.util.List;

/**
 * The hashes beside the way from a leaf to the root (RFC 9162, section 2.1.3). What can be constructed has the right
 * number of hashes; whether they are the right ones, {@link #holds} says.
 *
 * @param index of the leaf, 0 or more and less than {@code size}
 * @param size leaves of the tree, 1 or more
 * @param hashes from the leaf's sibling up; as many as index and size ask for, at most 63
 */
public record InclusionProof(long index, long size, List<TreeHash> hashes) {

    /** @throws TreeFormatException naming what is out of range, or how many hashes there should be */
    public InclusionProof {
        if (index < 0 || size < 1 || index >= size) {
            throw new TreeFormatException("inclusion proof", "no leaf " + index + " in a tree of " + size + " leaves");
        }
        int expected = length(index, size);
        if (hashes.size() != expected) {
            throw new TreeFormatException(
                    "inclusion proof of leaf " + index + " in " + size,
                    hashes.size() + " hashes instead of " + expected);
        }
        hashes = List.copyOf(hashes);
    }

    /** Whether the tree of that root has that leaf at the index. */
    public boolean holds(TreeHash leaf, TreeHash root) {
        return root(leaf).equals(root);
    }

    /**
     * The root that a tree has if the leaf is in it (RFC 9162, section 2.1.3.2). A node at the right edge without a
     * sibling is its own parent; since the number of hashes is right, those levels need no counting.
     */
    public TreeHash root(TreeHash leaf) {
        long fn = index;
        long sn = size - 1;
        var r = leaf;
        for (var p : hashes) {
            if ((fn & 1) == 1 || fn == sn) {
                r = Rfc6962.node(p, r);
            } else {
                r = Rfc6962.node(r, p);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return r;
    }

    /** Levels at which the way has a right neighbour or is one, and above them the left neighbours it meets. */
    static int length(long index, long size) {
        int inner = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        return inner + Long.bitCount(index >>> inner);
    }
}
