package io.probity.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.keys.Aad;
import io.probity.keys.KeyRing;
import io.probity.keys.TenantKeys;
import io.probity.model.Header;
import io.probity.model.Protected;
import io.probity.model.Rejection;
import io.probity.rejected.Place;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Protects refused records for one thread: all that they carry, since nobody knows what it is. Whom they are about nobody knows either, so their
 * key is the tenant's for their source and month.
 */
final class RefusalProtector {
    private final KeyRing ring;
    private final Map<String, TenantKeys> tenants = new HashMap<>();

    RefusalProtector(KeyRing ring) {
        this.ring = ring;
    }

    Rejection protect(Rejection refused) {
        var keys = tenants.computeIfAbsent(refused.getTenant(), ring::of);
        var of = new Aad(refused.getTenant(), Protection.rejectionSchema(), Place.of(refused.getOrigin()));
        var subjects = Subjects.ofNobody(refused.getSource(), refused.getIngested());
        var values = new Values(keys, of, subjects);
        return new Rejection(
                refused.getTenant(),
                refused.getSource(),
                refused.getOrigin(),
                refused.getStage(),
                refused.getReason(),
                words(refused.getDetail(), values),
                bytes(refused.getKey(), values, "key"),
                bytes(refused.getValue(), values, "value"),
                refused.getHeaders().stream()
                        .map(header -> new Header(
                                values.clearText(header.getKey(), "headers/key"),
                                bytes(header.getValue(), values, "headers/value")))
                        .toList(),
                refused.getIngested());
    }

    /** A detail may quote half a pair, which is no UTF-8: it becomes a question mark, since nothing is compared with it. */
    private static Object words(Object detail, Values values) {
        return detail instanceof String text
                ? values.sealed(text.getBytes(UTF_8), Subjects.Whose.ACTOR, "detail")
                : detail;
    }

    private static @Nullable Object bytes(@Nullable Object value, Values values, String path) {
        return switch (value) {
            case ByteBuffer clear -> values.sealed(EventDigest.bytes(clear), Subjects.Whose.ACTOR, path);
            case Protected hidden -> hidden;
            case null, default -> value;
        };
    }
}
