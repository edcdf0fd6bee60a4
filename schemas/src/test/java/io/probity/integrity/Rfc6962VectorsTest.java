package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The eight leaves of the Certificate Transparency reference implementation, with the roots and proofs that other
 * implementations are tested with; here as transparency-dev/merkle has them ({@code rfc6962/rfc6962_test.go} and
 * {@code proof/verify_test.go}).
 */
class Rfc6962VectorsTest {
    private static final List<byte[]> ENTRIES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    private static final String LEAF_0 = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
    private static final String LEAF_1 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private static final String LEAF_4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
    private static final String LEAF_6 = "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";
    private static final String NODE_0_2 = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
    private static final String NODE_2_4 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
    private static final String NODE_4_6 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
    private static final String NODE_6_8 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
    private static final String NODE_0_4 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
    private static final String NODE_4_8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";

    private final SampleLog log = new SampleLog(ENTRIES);
    private final TileTree tree = log.tree();

    @Test
    void hashesLeavesAndTheEmptyTreeAsOthersDo() {
        assertThat(Rfc6962.emptyRoot().toHex()).isEqualTo(ROOTS.get(0));
        assertThat(Rfc6962.leaf(new byte[0]).toHex()).isEqualTo(LEAF_0);
        assertThat(Rfc6962.leaf("L123456".getBytes(StandardCharsets.US_ASCII)).toHex())
                .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    }

    @Test
    void makesTheRootsOfTheEightLeaves() {
        var frontier = new Frontier();
        assertThat(frontier.root().toHex()).isEqualTo(ROOTS.get(0));
        for (int size = 1; size <= 8; size++) {
            frontier.append(Rfc6962.leaf(ENTRIES.get(size - 1)));

            assertThat(frontier.root().toHex()).as("size " + size).isEqualTo(ROOTS.get(size));
            assertThat(tree.root(size).toHex()).as("size " + size).isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void provesInclusionWithTheSameHashes() {
        assertThat(inclusion(0, 1)).isEmpty();
        assertThat(inclusion(0, 8)).containsExactly(LEAF_1, NODE_2_4, NODE_4_8);
        assertThat(inclusion(5, 8)).containsExactly(LEAF_4, NODE_6_8, NODE_0_4);
        assertThat(inclusion(2, 3)).containsExactly(NODE_0_2);
        assertThat(inclusion(1, 5)).containsExactly(LEAF_0, NODE_2_4, LEAF_4);
    }

    @Test
    void provesConsistencyWithTheSameHashes() {
        assertThat(consistency(1, 1)).isEmpty();
        assertThat(consistency(1, 8)).containsExactly(LEAF_1, NODE_2_4, NODE_4_8);
        assertThat(consistency(6, 8)).containsExactly(NODE_4_6, NODE_6_8, NODE_0_4);
        assertThat(consistency(2, 5)).containsExactly(NODE_2_4, LEAF_4);
        assertThat(consistency(6, 7)).containsExactly(NODE_4_6, LEAF_6, NODE_0_4);
    }

    private List<String> inclusion(long index, int size) {
        var proof = tree.inclusion(index, size);
        assertThat(proof.holds(log.leaves.get((int) index), root(size))).isTrue();
        return hex(proof.hashes());
    }

    private List<String> consistency(int earlier, int later) {
        var proof = tree.consistency(earlier, later);
        assertThat(proof.holds(root(earlier), root(later))).isTrue();
        return hex(proof.hashes());
    }

    private static TreeHash root(int size) {
        return TreeHash.of(HexFormat.of().parseHex(ROOTS.get(size)));
    }

    private static List<String> hex(List<TreeHash> hashes) {
        return hashes.stream().map(TreeHash::toHex).toList();
    }
}
