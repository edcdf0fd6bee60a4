package io.probity.integrity;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bundles of entries: "sequences of big-endian uint16 length-prefixed log entries" (c2sp.org/tlog-tiles, section "Log
 * entries"). A bundle that grows only gets bytes at its end, so {@link #write} of one entry is what an entry adds.
 */
public final class EntryBundle {
    /** The longest entry that a uint16 can announce. */
    public static final int MAX_ENTRY_BYTES = 0xFFFF;

    private EntryBundle() {}

    /**
     * The bytes of a bundle.
     *
     * @param entries at most 256 of at most {@link #MAX_ENTRY_BYTES} each
     * @throws IllegalArgumentException if they are more or longer
     */
    public static byte[] write(List<byte[]> entries) {
        if (entries.size() > TileCoordinate.FULL) {
            throw new IllegalArgumentException(
                    entries.size() + " entries; a bundle holds at most " + TileCoordinate.FULL);
        }
        var bytes = new ByteArrayOutputStream();
        for (var entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException(
                        "an entry of " + entry.length + " bytes; a bundle's have at most " + MAX_ENTRY_BYTES);
            }
            bytes.write(entry.length >>> 8);
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        return bytes.toByteArray();
    }

    /**
     * The entries of a bundle.
     *
     * @param width how many there must be, 1 to 256: as the bundle's coordinate says
     * @throws TreeFormatException naming the entry at which the bytes end too early, or how many are left over
     */
    public static List<byte[]> read(byte[] bytes, int width) {
        var reading = Reading.of(bytes, width);
        if (reading.problem() != null) {
            throw new TreeFormatException(
                    "entry " + reading.entries().size() + " of a bundle, byte " + reading.end(), reading.problem());
        }
        return reading.entries();
    }

    /**
     * As much of a bundle as can be read.
     *
     * @param end the first byte that was not read as part of an entry
     * @param problem why reading ended there, if it should not have
     */
    record Reading(List<byte[]> entries, int end, @Nullable String problem) {

        static Reading of(byte[] bytes, int width) {
            var entries = new ArrayList<byte[]>(width);
            int at = 0;
            while (entries.size() < width) {
                if (bytes.length - at < Short.BYTES) {
                    return new Reading(entries, at, "the bundle ends before the entry; it should have " + width);
                }
                int length = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
                if (bytes.length - at - Short.BYTES < length) {
                    var left = bytes.length - at - Short.BYTES;
                    return new Reading(entries, at, "announces " + length + " bytes, and " + left + " are left");
                }
                entries.add(Arrays.copyOfRange(bytes, at + Short.BYTES, at + Short.BYTES + length));
                at += Short.BYTES + length;
            }
            int left = bytes.length - at;
            return new Reading(entries, at, left == 0 ? null : left + " bytes after the last of " + width + " entries");
        }
    }
}
