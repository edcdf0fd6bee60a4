package io.probity.app;

import io.probity.canonical.EventDigest;
import io.probity.keys.Aad;
import io.probity.keys.KeyRing;
import io.probity.keys.Reveal;
import io.probity.model.Protected;
import io.probity.model.Rejection;
import io.probity.rejected.Place;
import io.probity.rejected.RejectedBytes;
import io.probity.rejected.UnsendableException;
import io.probity.transform.Protection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what is kept of refused records with the keys that the settings name; without any, what lies there in clear. */
public final class RejectedKeys implements AutoCloseable {
    /** Where bytes stand in a refused record: each opens as what it is and as nothing else. */
    private static final List<String> PATHS = List.of("value", "key", "headers/value");

    private final @Nullable KeyRing ring;

    private RejectedKeys(@Nullable KeyRing ring) {
        this.ring = ring;
    }

    /**
     * The keys of the folder that the settings name, if they name one.
     *
     * @throws SettingException where the token of the wrapping keys has no PIN
     */
    public static RejectedKeys of(Settings settings) {
        return new RejectedKeys(
                settings.find(Setting.PROTECT_KEYS).isEmpty()
                        ? null
                        : ProtectSettings.of(settings).folder().open());
    }

    /** What opens the bytes of one record. */
    public RejectedBytes of(Rejection refused) {
        var keys = ring;
        if (keys == null) {
            return RejectedBytes.inClear();
        }
        var of = new Aad(refused.getTenant(), Protection.rejectionSchema(), Place.of(refused.getOrigin()));
        var reveal = new Reveal(keys);
        return kept -> switch (kept) {
            case null -> null;
            case ByteBuffer clear -> EventDigest.bytes(clear);
            case Protected hidden -> {
                for (var path : PATHS) {
                    var bytes = reveal.bytes(hidden, refused.getTenant(), of, path);
                    if (bytes != null) {
                        yield bytes;
                    }
                }
                throw new UnsendableException(
                        "it is encrypted under key " + hidden.getK() + ", which is destroyed or not here");
            }
            default -> RejectedBytes.inClear().of(kept);
        };
    }

    @Override
    public void close() {
        if (ring != null) {
            ring.close();
        }
    }
}
