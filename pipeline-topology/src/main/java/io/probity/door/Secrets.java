package io.probity.door;

import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of one entrance, one in each file; each of them is good, so that one can take over from another. A file that has
 * changed is read again, without a restart; one that cannot be read any more leaves what was read last in force.
 */
public final class Secrets {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    /** 128 bits where each byte is random. */
    private static final int LEAST_BYTES = 16;

    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(1);
    private static final String SIGNING_TOKEN = "whsec_";

    private final List<Path> files;
    private final boolean areEncoded;
    private final InstantSource clock;
    private volatile State state;

    private record State(List<Secret> secrets, List<FileTime> changed, Instant lookedAt) {}

    /**
     * One of them.
     *
     * @param digest of its text, for comparing in a time that says nothing
     * @param hmac under it
     * @param isSigningToken {@code whsec_} and base64, as Standard Webhooks writes keys
     */
    record Secret(byte[] digest, Hmac hmac, boolean isSigningToken) {
        boolean is(String claimed) {
            return MessageDigest.isEqual(digest, digestOf(claimed));
        }
    }

    private Secrets(List<Path> files, boolean areEncoded, InstantSource clock) throws IOException {
        this.files = List.copyOf(files);
        this.areEncoded = areEncoded;
        this.clock = clock;
        this.state = read();
    }

    /**
     * Reads them.
     *
     * @param areEncoded each is base64, {@code whsec_} before it or not
     * @throws IOException naming a file that cannot be read
     * @throws IllegalArgumentException naming a file that holds no secret
     */
    static Secrets read(List<Path> files, boolean areEncoded, InstantSource clock) throws IOException {
        return new Secrets(files, areEncoded, clock);
    }

    List<Secret> all() {
        var known = state;
        if (clock.instant().isBefore(known.lookedAt().plus(LOOKED_AT_EVERY))) {
            return known.secrets();
        }
        try {
            state = changed().equals(known.changed())
                    ? new State(known.secrets(), known.changed(), clock.instant())
                    : read();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("a secret cannot be read again; those read before stay in force: {}", e.getMessage());
            state = new State(known.secrets(), known.changed(), clock.instant());
        }
        return state.secrets();
    }

    private State read() throws IOException {
        var times = changed();
        var secrets = new ArrayList<Secret>();
        for (var file : files) {
            var text = Files.readString(file).strip();
            if (text.length() < LEAST_BYTES) {
                throw new IllegalArgumentException(file + " holds a secret of " + text.length()
                        + " characters; it must have " + LEAST_BYTES + " or more: openssl rand -base64 32 > " + file);
            }
            secrets.add(secret(file, text));
        }
        return new State(List.copyOf(secrets), times, clock.instant());
    }

    private Secret secret(Path file, String text) {
        boolean token = text.startsWith(SIGNING_TOKEN);
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        if (areEncoded || token) {
            try {
                key = Base64.getDecoder().decode(token ? text.substring(SIGNING_TOKEN.length()) : text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + " must hold whsec_ and a key in base64", e);
            }
            if (key.length < LEAST_BYTES) {
                throw new IllegalArgumentException(
                        file + " holds a key of " + key.length + " bytes; it must have " + LEAST_BYTES + " or more");
            }
        }
        return new Secret(digestOf(text), new Hmac(key), token);
    }

    private List<FileTime> changed() throws IOException {
        var times = new ArrayList<FileTime>();
        for (var file : files) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }

    private static byte[] digestOf(String text) {
        return EventDigest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
