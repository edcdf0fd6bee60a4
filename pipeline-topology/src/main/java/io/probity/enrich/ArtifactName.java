package io.probity.enrich;

import io.probity.canonical.EventDigest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a source gave for an artifact, in its two parts.
 *
 * @param digest the identity: sha256: and 64 lower-case hex digits; null where none was given
 * @param name what people and registries call it, with its tag; null where only a digest was given
 */
record ArtifactName(@Nullable String digest, @Nullable String name) {
    private static final Pattern DIGEST = Pattern.compile("(?i)(?:sha256:)?([0-9a-f]{64})");
    private static final Pattern PURL = Pattern.compile("pkg:[^?#]+");

    /** Whether a subject's id is an identity as it stands. */
    static boolean isDigest(String id) {
        return id.length() == 71 && id.startsWith("sha256:") && EventDigest.isHex(id, 7);
    }

    /**
     * Takes apart: a digest, {@code name@digest} as image references have it, or a name. Hex digits mean the same in either case
     * and with or without the algorithm in front, as sha256sum and in-toto write them, so they are brought to one spelling. The
     * parts of a package URL behind the version say where it can be had, not what it is.
     */
    static ArtifactName of(String given) {
        var text = given.strip();
        var purl = PURL.matcher(text);
        if (purl.lookingAt()) {
            text = purl.group().replace("%3A", ":").replace("%3a", ":");
        }
        var alone = DIGEST.matcher(text);
        if (alone.matches()) {
            return new ArtifactName(spelled(alone.group(1)), null);
        }
        int at = text.lastIndexOf('@');
        var behind = DIGEST.matcher(text.substring(at + 1));
        if (at > 0 && behind.matches()) {
            return new ArtifactName(spelled(behind.group(1)), text.substring(0, at));
        }
        return new ArtifactName(null, text);
    }

    private static String spelled(String hex) {
        return "sha256:" + hex.toLowerCase(Locale.ROOT);
    }
}
