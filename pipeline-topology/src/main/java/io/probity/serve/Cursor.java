package io.probity.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: what the next one begins after. Opaque to the one who hands it back.
 *
 * @param after the last key that was given out; null for the start of the partition
 */
record Cursor(int partition, @Nullable String after) {
    static final Cursor START = new Cursor(0, null);

    static Cursor parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return START;
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
            int colon = plain.indexOf(':');
            return new Cursor(Integer.parseUnsignedInt(plain.substring(0, colon)), plain.substring(colon + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            throw Problem.badRequest("cursor is not one that this endpoint gave out; leave it away to start anew");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((partition + ":" + after).getBytes(UTF_8));
    }
}
