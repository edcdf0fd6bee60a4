package io.probity.door;

import java.util.Locale;

/** How a sender proves who it is; docs/doors.md says of each what is signed, and what that keeps out. */
public enum Scheme {
    /** Not at all. */
    NONE,
    /** {@code Authorization: Bearer <secret>}. */
    BEARER,
    /** {@code X-Hub-Signature-256}: HMAC-SHA256 over the body. */
    GITHUB,
    /** {@code webhook-signature} where a secret is a signing token (whsec_…), else the secret itself in a header. */
    GITLAB,
    /** {@code Authorization: <secret>}; a GET asks once whether somebody is at home. */
    OKTA,
    /** {@code X-Slack-Signature}: HMAC-SHA256 over time and body. */
    SLACK,
    /** {@code webhook-signature}: HMAC-SHA256 over id, time and body. */
    STANDARD_WEBHOOKS,
    /** Ours, for senders that have none of their own: HMAC-SHA256 over time, nonce, door and body. */
    HMAC;

    /** As it is written in the file and in meters. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the body has to be read before anything can be said. */
    boolean needsBody() {
        return switch (this) {
            case NONE, BEARER, OKTA -> false;
            case GITHUB, GITLAB, SLACK, STANDARD_WEBHOOKS, HMAC -> true;
        };
    }
}
