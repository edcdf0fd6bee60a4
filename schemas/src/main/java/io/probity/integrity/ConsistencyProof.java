package io.probity.integrity;

import java.util.List;

/**
 * The hashes that show one tree to be the beginning of a larger one (RFC 9162, section 2.1.4). What can be constructed
 * has the right number of hashes; whether they are the right ones, {@link #holds} says.
 *
 * @param earlier leaves of the smaller tree, 0 or more; of the empty one every tree is an extension, without proof
 * @param later leaves of the larger tree, not less
 * @param hashes as many as the sizes ask for, at most 63; none for equal sizes
 */
public record ConsistencyProof(long earlier, long later, List<TreeHash> hashes) {

    /** @throws TreeFormatException naming what is out of range, or how many hashes there should be */
    public ConsistencyProof {
        if (earlier < 0 || later < earlier) {
            throw new TreeFormatException("consistency proof", "from size " + earlier + " to size " + later);
        }
        int expected = length(earlier, later);
        if (hashes.size() != expected) {
            throw new TreeFormatException(
                    "consistency proof from " + earlier + " to " + later,
                    hashes.size() + " hashes instead of " + expected);
        }
        hashes = List.copyOf(hashes);
    }

    /** Whether the tree of the earlier root is the beginning of the one of the later (RFC 9162, section 2.1.4.2). */
    public boolean holds(TreeHash earlierRoot, TreeHash laterRoot) {
        if (earlier == 0) {
            return earlierRoot.equals(Rfc6962.emptyRoot()) && (later > 0 || laterRoot.equals(earlierRoot));
        }
        if (earlier == later) {
            return earlierRoot.equals(laterRoot);
        }
        long fn = earlier - 1;
        long sn = later - 1;
        int perfect = Long.numberOfTrailingZeros(earlier);
        fn >>>= perfect;
        sn >>>= perfect;
        // Where the smaller tree is perfect its root is the first hash, and the proof leaves it out.
        boolean whole = Long.bitCount(earlier) == 1;
        var fr = whole ? earlierRoot : hashes.get(0);
        var sr = fr;
        for (var c : whole ? hashes : hashes.subList(1, hashes.size())) {
            if ((fn & 1) == 1 || fn == sn) {
                fr = Rfc6962.node(c, fr);
                sr = Rfc6962.node(c, sr);
            } else {
                sr = Rfc6962.node(sr, c);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return fr.equals(earlierRoot) && sr.equals(laterRoot);
    }

    private static int length(long earlier, long later) {
        if (earlier == 0 || earlier == later) {
            return 0;
        }
        int perfect = Long.numberOfTrailingZeros(earlier);
        long index = (earlier - 1) >>> perfect;
        return (Long.bitCount(earlier) == 1 ? 0 : 1) + InclusionProof.length(index, ((later - 1) >>> perfect) + 1);
    }
}
