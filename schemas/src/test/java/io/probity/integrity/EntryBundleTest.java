package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryBundleTest {
    private static final byte[] THREE = HexFormat.of().parseHex("0002aabb" + "0000" + "000101");

    @Test
    void hasEachEntryBehindItsLengthInTwoBytes() {
        var entries = List.of(new byte[] {(byte) 0xAA, (byte) 0xBB}, new byte[0], new byte[] {1});

        assertThat(EntryBundle.write(entries)).isEqualTo(THREE);
        assertThat(EntryBundle.read(THREE, 3)).containsExactlyElementsOf(entries);
        assertThat(EntryBundle.write(List.of())).isEmpty();
    }

    @Test
    void holds256EntriesOf65535BytesAndNoMore() {
        var longest = new byte[65_535];
        var full = EntryBundle.write(Collections.nCopies(256, longest));

        assertThat(full).hasSize(new TileCoordinate(TileCoordinate.ENTRIES, 0, 256).maxBytes());
        assertThat(EntryBundle.read(full, 256)).hasSize(256).allMatch(entry -> Arrays.equals(entry, longest));
        assertThatThrownBy(() -> EntryBundle.write(Collections.nCopies(257, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("257 entries; a bundle holds at most 256");
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an entry of 65536 bytes; a bundle's have at most 65535");
    }

    @Test
    void saysAtWhichEntryAndByteItIsWrong() {
        assertThatThrownBy(() -> EntryBundle.read(THREE, 2))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("entry 2 of a bundle, byte 6: 3 bytes after the last of 2 entries");
        assertThatThrownBy(() -> EntryBundle.read(THREE, 4))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("entry 3 of a bundle, byte 9: the bundle ends before the entry; it should have 4");
        assertThatThrownBy(() -> EntryBundle.read(Arrays.copyOf(THREE, 8), 3))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("entry 2 of a bundle, byte 6: announces 1 bytes, and 0 are left");
        assertThatThrownBy(() -> EntryBundle.read(new byte[] {(byte) 0xFF, (byte) 0xFF, 1}, 1))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("entry 0 of a bundle, byte 0: announces 65535 bytes, and 1 are left");
    }

    @Test
    void readsATileOnlyAtItsExactLength() {
        var at = new TileCoordinate(0, 0, 2);

        assertThat(Tile.read(at, new byte[64]).hashes()).hasSize(2);
        assertThat(Tile.read(at, new byte[64]).bytes()).isEqualTo(new byte[64]);
        for (int length : new int[] {0, 1, 32, 63, 65, 96}) {
            assertThatThrownBy(() -> Tile.read(at, new byte[length]))
                    .isInstanceOf(TreeFormatException.class)
                    .hasMessage("tile/0/000.p/2: " + length + " bytes instead of 64");
        }
        assertThatThrownBy(() -> Tile.read(at.bundle(), new byte[64])).isInstanceOf(IllegalArgumentException.class);
    }
}
