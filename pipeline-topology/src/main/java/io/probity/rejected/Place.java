package io.probity.rejected;

import io.probity.model.Origin;
import org.jspecify.annotations.Nullable;

/** Where a refused record came from, in one word: {@code topic/partition/offset/item}. */
public final class Place {
    private Place() {}

    /** Also what a protected value of such a record is bound to: another word would open none of those that are kept. */
    public static String of(Origin origin) {
        return origin.getTopic() + '/' + origin.getPartition() + '/' + origin.getOffset() + '/' + origin.getItem();
    }

    /**
     * The same word in full of what a person wrote; the item may be left out.
     *
     * @return null where it is none
     */
    public static @Nullable String read(String text) {
        var parts = text.strip().split("/", -1);
        if (parts.length < 3 || parts.length > 4 || parts[0].isEmpty()) {
            return null;
        }
        try {
            int partition = Integer.parseInt(parts[1]);
            long offset = Long.parseLong(parts[2]);
            int item = parts.length == 4 ? Integer.parseInt(parts[3]) : 0;
            return partition < 0 || offset < 0 || item < 0 ? null : of(new Origin(parts[0], partition, offset, item));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
