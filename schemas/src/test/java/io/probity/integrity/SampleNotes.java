package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Keys of known seeds and what they signed: a log, two witnesses, a stranger. */
final class SampleNotes {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final String ORIGIN = "probity/demo/g1/p7";

    static final SignerKey LOG = key(ORIGIN, SignatureType.ED25519, 1);
    static final SignerKey W1 = key("witness.example/w1", SignatureType.COSIGNATURE_V1, 2);
    static final SignerKey W2 = key("witness.example/w2", SignatureType.COSIGNATURE_V1, 3);
    static final SignerKey STRANGER = key("stranger.example", SignatureType.ED25519, 4);

    static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, 20_852_163, hash(9));
    static final SignedNote SIGNED = SignedNote.of(CHECKPOINT.text(), LOG.sign(CHECKPOINT));
    static final SignedNote COSIGNED =
            SIGNED.with(W1.cosign(CHECKPOINT, NOON)).with(W2.cosign(CHECKPOINT, NOON.plusSeconds(1)));
    static final TlogProof PROOF =
            new TlogProof(73_894, List.of(hash(1), hash(2), hash(3)), "YWdlLXYxLjIuMQ==", COSIGNED);
    static final AddCheckpoint REQUEST = new AddCheckpoint(20_852_014, List.of(hash(5), hash(6)), SIGNED);
    static final String POLICY = """
            # Two witnesses, both wanted
            log %s https://log.example/
            witness one %s
            \twitness  two\t%s https://w2.example/

            group both all one two
            quorum both
            """.formatted(LOG.verifier(), W1.verifier(), W2.verifier());

    /** From golang.org/x/mod/sumdb/note, its documentation and note_test.go. */
    static final String PETER_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    static final String PETER_SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    static final String ENOCH_VKEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    static final String CRYPTOGRAPHY = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    static final String PETER_LINE =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    static final String ENOCH_LINE =
            "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    private SampleNotes() {}

    static SignerKey key(String name, SignatureType type, int seed) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return SignerKey.of(name, type, bytes);
    }

    static TreeHash hash(int value) {
        var bytes = new byte[TreeHash.BYTES];
        Arrays.fill(bytes, (byte) value);
        return TreeHash.of(bytes);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Policy policy() {
        return Policy.parse(utf8(POLICY));
    }
}
