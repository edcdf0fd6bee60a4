package io.probity.adhere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;

/** Names a violation by what it is, so that the same breach found twice is one violation. */
final class ViolationId {
    private ViolationId() {}

    /**
     * SHA-256 over control, subject and opening cause, each after its length, in lower-case hex.
     *
     * @param cause digest of the event or definition that opened it, lower-case hex; or the time at which it was due
     */
    static String of(String control, String subject, String cause) {
        var text = new StringBuilder();
        for (var part : new String[] {control, subject, cause}) {
            text.append(part.length()).append(':').append(part);
        }
        return EventDigest.hex(EventDigest.sha256(text.toString().getBytes(UTF_8)));
    }
}
