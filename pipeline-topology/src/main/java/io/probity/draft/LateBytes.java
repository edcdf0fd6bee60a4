package io.probity.draft;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes that are made when somebody first asks for them: of an item that is accepted nobody does. For one thread. */
public final class LateBytes {
    private @Nullable Supplier<byte @Nullable []> maker;
    private byte @Nullable [] made;

    private LateBytes(@Nullable Supplier<byte @Nullable []> maker, byte @Nullable [] made) {
        this.maker = maker;
        this.made = made;
    }

    /** Bytes that are there already; null for none. */
    public static LateBytes of(byte @Nullable [] bytes) {
        return new LateBytes(null, bytes);
    }

    /** Bytes that are yet to be made, once. */
    public static LateBytes by(Supplier<byte @Nullable []> maker) {
        return new LateBytes(maker, null);
    }

    public byte @Nullable [] get() {
        var how = maker;
        if (how != null) {
            made = how.get();
            maker = null;
        }
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LateBytes bytes && Arrays.equals(get(), bytes.get());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(get());
    }
}
