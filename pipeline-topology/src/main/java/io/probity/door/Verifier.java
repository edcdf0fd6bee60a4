package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.door.Proof.Genuine;
import io.probity.door.Proof.Nonce;
import io.probity.door.Proof.Wrong;
import io.probity.door.Secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a request says of its sender. Pure but for the secrets: the same request at the same time gets the same answer.
 * Compares in a time that does not depend on how much is right, and tries every secret.
 *
 * @param door its name, part of what {@link Scheme#HMAC} signs: a request to one door is worth nothing at another
 * @param tolerance how far a time stamp may be from now, either way
 */
record Verifier(String door, Scheme scheme, Secrets secrets, Duration tolerance) {
    static final String TIMESTAMP = "x-probity-timestamp";
    static final String NONCE = "x-probity-nonce";
    static final String SIGNATURE = "x-probity-signature";

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern NONCE_FORM = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    /** More signatures than a sender has keys would only be work. */
    private static final int MOST_SIGNATURES = 16;

    private static final byte[] NOTHING = {};

    /**
     * Checks.
     *
     * @param headers by lower-case name; one that came twice, joined with commas
     * @param body as it was sent; of no matter where the scheme does not need it
     */
    Proof check(Map<String, String> headers, byte[] body, Instant now) {
        return switch (scheme) {
            case NONE -> Genuine.NAMELESS;
            case BEARER -> bearer(headers);
            case OKTA -> isToken(headers.get("authorization")) ? Genuine.NAMELESS : new Wrong();
            case GITHUB -> github(headers, body);
            case GITLAB -> gitlab(headers, body, now);
            case SLACK -> slack(headers, body, now);
            case STANDARD_WEBHOOKS -> standard(headers, body, now, any -> true);
            case HMAC -> hmac(headers, body, now);
        };
    }

    private Proof bearer(Map<String, String> headers) {
        var given = headers.getOrDefault("authorization", "");
        return given.regionMatches(true, 0, "Bearer ", 0, 7)
                        && isToken(given.substring(7).strip())
                ? Genuine.NAMELESS
                : new Wrong();
    }

    /** The id of a delivery is not signed; the signature itself, which is as good as the body, names it too. */
    private Proof github(Map<String, String> headers, byte[] body) {
        var given = headers.getOrDefault("x-hub-signature-256", "");
        if (!given.startsWith("sha256=") || !isSigned(hex(given.substring(7)), any -> true, body)) {
            return new Wrong();
        }
        var names = new ArrayList<>(List.of("signature " + given));
        addName(names, headers.get("x-github-delivery"));
        return new Genuine(List.copyOf(names), null);
    }

    /** One that signs must sign rightly; the token is for those of before GitLab had signatures, and for audit streaming. */
    private Proof gitlab(Map<String, String> headers, byte[] body, Instant now) {
        if (headers.containsKey("webhook-signature") && secrets.all().stream().anyMatch(Secret::isSigningToken)) {
            return standard(headers, body, now, Secret::isSigningToken);
        }
        var token = headers.containsKey("x-gitlab-event-streaming-token")
                ? headers.get("x-gitlab-event-streaming-token")
                : headers.get("x-gitlab-token");
        if (!isToken(token)) {
            return new Wrong();
        }
        var names = new ArrayList<String>();
        addName(names, headers.get("idempotency-key"));
        return new Genuine(List.copyOf(names), null);
    }

    private Proof slack(Map<String, String> headers, byte[] body, Instant now) {
        var time = headers.getOrDefault("x-slack-request-timestamp", "");
        var given = headers.getOrDefault("x-slack-signature", "");
        byte[] before = ("v0:" + time + ":").getBytes(UTF_8);
        boolean right = given.startsWith("v0=") && isSigned(hex(given.substring(3)), any -> true, before, body);
        return right && isFresh(time, now) ? new Genuine(List.of("signature " + given), null) : new Wrong();
    }

    private Proof standard(Map<String, String> headers, byte[] body, Instant now, Predicate<Secret> which) {
        var id = headers.getOrDefault("webhook-id", "");
        var time = headers.getOrDefault("webhook-timestamp", "");
        byte[] before = (id + "." + time + ".").getBytes(UTF_8);
        boolean right = false;
        for (var each : headers.getOrDefault("webhook-signature", "").split(" ", MOST_SIGNATURES)) {
            if (each.startsWith("v1,")) {
                right |= isSigned(base64(each.substring(3)), which, before, body);
            }
        }
        return right && !id.isEmpty() && isFresh(time, now)
                ? new Genuine(List.of("delivery " + id), null)
                : new Wrong();
    }

    private Proof hmac(Map<String, String> headers, byte[] body, Instant now) {
        var time = headers.getOrDefault(TIMESTAMP, "");
        var nonce = headers.getOrDefault(NONCE, "");
        byte[] before = ("v1:" + time + ":" + nonce + ":" + door + ":").getBytes(UTF_8);
        boolean right = false;
        for (var each : headers.getOrDefault(SIGNATURE, "").split(",", MOST_SIGNATURES)) {
            var one = each.strip();
            if (one.startsWith("v1=")) {
                right |= isSigned(hex(one.substring(3)), any -> true, before, body);
            }
        }
        if (!right || !NONCE_FORM.matcher(nonce).matches() || !isFresh(time, now)) {
            return new Wrong();
        }
        return new Genuine(
                List.of(),
                new Nonce(nonce, Instant.ofEpochSecond(Long.parseLong(time)).plus(tolerance)));
    }

    private static void addName(List<String> names, @Nullable String delivery) {
        if (delivery != null && !delivery.isBlank()) {
            names.add("delivery " + delivery.strip());
        }
    }

    private boolean isFresh(String seconds, Instant now) {
        if (!SECONDS.matcher(seconds).matches()) {
            return false;
        }
        var distance = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                .abs();
        return distance.compareTo(tolerance) <= 0;
    }

    private boolean isToken(@Nullable String given) {
        boolean right = false;
        for (var secret : secrets.all()) {
            right |= secret.is(given == null ? "" : given);
        }
        return right;
    }

    private boolean isSigned(byte[] claimed, Predicate<Secret> which, byte[]... parts) {
        boolean right = false;
        for (var secret : secrets.all()) {
            right |= which.test(secret) && secret.hmac().matches(claimed, parts);
        }
        return right;
    }

    private static byte[] hex(String text) {
        try {
            return EventDigest.fromHex(text);
        } catch (IllegalArgumentException noHex) {
            return NOTHING;
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException noBase64) {
            return NOTHING;
        }
    }

    /** What Slack asks when it is told of this door; empty for everything else. */
    Optional<String> challenge(byte[] body) {
        return scheme == Scheme.SLACK ? Challenge.in(body) : Optional.empty();
    }
}
