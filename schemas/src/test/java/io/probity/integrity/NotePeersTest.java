package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.COSIGNED;
import static io.probity.integrity.SampleNotes.CRYPTOGRAPHY;
import static io.probity.integrity.SampleNotes.ENOCH_LINE;
import static io.probity.integrity.SampleNotes.LOG;
import static io.probity.integrity.SampleNotes.NOON;
import static io.probity.integrity.SampleNotes.PETER_LINE;
import static io.probity.integrity.SampleNotes.PETER_SKEY;
import static io.probity.integrity.SampleNotes.PETER_VKEY;
import static io.probity.integrity.SampleNotes.SIGNED;
import static io.probity.integrity.SampleNotes.W1;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.probity.integrity.Opened.Verified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that nobody here wrote: Go's golang.org/x/mod/sumdb/note, and OpenSSL. */
class NotePeersTest {
    private static final Pattern SIGNATURE = Pattern.compile("(?m)^(— [^ \n]+ )([A-Za-z0-9+/=]+)$");

    @TempDir
    Path folder;

    @Test
    void goOpensWhatWeSignAndWeOpenWhatGoSigns() throws IOException, InterruptedException {
        var ed = SignedNote.of("ed è subito sera.\n\n", LOG.sign("ed è subito sera.\n\n"));
        var answers = go().answers(List.of(
                request("open", SIGNED.bytes(), LOG.verifier().toString()),
                request("open", COSIGNED.bytes(), LOG.verifier().toString()),
                request("open", ed.bytes(), LOG.verifier().toString()),
                request("sign", utf8(CHECKPOINT.text()), LOG.secret()),
                request("sign", utf8(CRYPTOGRAPHY), PETER_SKEY)));

        assertThat(answers)
                .containsExactly(
                        "ok " + base64(utf8(CHECKPOINT.text())) + " 1",
                        "ok " + base64(utf8(CHECKPOINT.text())) + " 1",
                        "ok " + base64(utf8(ed.text())) + " 1",
                        "ok " + base64(SIGNED.bytes()),
                        "ok " + base64(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE)));
    }

    /**
     * Over every bit flipped and 20,000 notes spoilt at random: Go takes nothing that we refuse but for two reasons, and
     * refuses nothing that we take. The two: base64 with stray low bits, a second spelling of the same signature; and from
     * 17 to 100 signatures.
     */
    @Test
    void goRefusesWhatWeRefuseButForLooseBase64AndManySignatures() throws IOException, InterruptedException {
        var vkeys = List.of(LOG.verifier().toString(), PETER_VKEY);
        var texts = List.of(SIGNED.bytes(), utf8(CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE));
        var notes = new ArrayList<byte[]>();
        for (var text : texts) {
            for (int bit = 0; bit < 8 * text.length; bit++) {
                notes.add(Mutations.flipped(text, bit));
            }
        }
        notes.add(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE.repeat(16)));
        notes.add(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE.repeat(17)));
        notes.add(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE.repeat(100)));
        notes.add(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE.repeat(101)));
        var random = new Random(20_260_301);
        for (int i = 0; i < 20_000; i++) {
            notes.add(Mutations.next(texts, random));
        }

        var requests = new ArrayList<String>();
        notes.forEach(note -> vkeys.forEach(vkey -> requests.add(request("open", note, vkey))));
        var answers = go().answers(requests);

        int both = 0;
        int loose = 0;
        int many = 0;
        for (int i = 0; i < answers.size(); i++) {
            var note = notes.get(i / 2);
            var vkey = vkeys.get(i % 2);
            boolean taken = answers.get(i).startsWith("ok");
            boolean ours = opens(note, vkey);
            if (taken == ours) {
                both += ours ? 1 : 0;
                continue;
            }
            assertThat(taken).as("we alone take %s", base64(note)).isTrue();
            if (new String(note, StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith("— "))
                            .count()
                    > 16) {
                many++;
            } else {
                assertThat(opens(respelled(note), vkey))
                        .as("Go alone takes %s", base64(note))
                        .isTrue();
                loose++;
            }
        }
        assertThat(both).as("taken by both").isPositive();
        assertThat(loose).as("loose base64").isPositive();
        assertThat(many).as("more than 16 signatures").isGreaterThanOrEqualTo(2);
    }

    /** Go takes an id in upper case, and a name with a control character, which no note can hold. We take neither. */
    @Test
    void goReadsOurKeysAndRefusesWhatWeRefuseButForTwoSpellings() throws IOException, InterruptedException {
        var go = go();
        var upper = PETER_VKEY.replace("c74f20a3", "C74F20A3");
        var typed = VerifierKey.typed(SignatureType.ED25519, LOG.verifier().raw());
        var control = "a\u0001b+%08x+%s".formatted(VerifierKey.idOf("a\u0001b", typed), base64(typed));

        assertThat(go.answers(List.of(
                        request("vkey", utf8(LOG.verifier().toString())),
                        request("skey", utf8(LOG.secret())),
                        request("vkey", utf8(upper)),
                        request("vkey", utf8(control)))))
                .containsOnly("ok");
        assertThat(reads(upper)).isFalse();
        assertThat(reads(control)).isFalse();

        var spoilt = new ArrayList<String>();
        for (int i = 0; i < PETER_VKEY.length(); i++) {
            for (char c : new char[] {'B', 'a', '0', '+', ' ', '\u00a0', '=', '_', '/'}) {
                spoilt.add(PETER_VKEY.substring(0, i) + c + PETER_VKEY.substring(i + 1));
            }
        }
        var answers = go.answers(
                spoilt.stream().map(key -> request("vkey", utf8(key))).toList());
        for (int i = 0; i < spoilt.size(); i++) {
            assertThat(reads(spoilt.get(i)))
                    .as(spoilt.get(i))
                    .isEqualTo(answers.get(i).equals("ok"));
        }
    }

    @Test
    void openSslVerifiesOurSignatureOverTheTextAndNoOther() throws IOException, InterruptedException {
        var key = Files.write(
                folder.resolve("key.der"), Ed25519.joined(X509, LOG.verifier().raw()));
        var signature = Files.write(
                folder.resolve("signature"), SIGNED.signatures().get(0).signature());
        var text = Files.writeString(folder.resolve("text"), SIGNED.text());
        var other = Files.writeString(folder.resolve("other"), SIGNED.text().replace("20852163", "20852164"));

        assertThat(openSsl(key, signature, text)).isEqualTo("Signature Verified Successfully, exit 0");
        assertThat(openSsl(key, signature, other)).isEqualTo("Signature Verification Failure, exit 1");
    }

    /** The message as tlog-cosignature spells it, and behind the 8 bytes of the time the signature over it. */
    @Test
    void openSslVerifiesOurCosignatureOverTheTimeAndTheCheckpoint() throws IOException, InterruptedException {
        var cosignature = W1.cosign(CHECKPOINT, NOON).signature();
        var key = Files.write(
                folder.resolve("key.der"), Ed25519.joined(X509, W1.verifier().raw()));
        var signature = Files.write(folder.resolve("signature"), Arrays.copyOfRange(cosignature, 8, 72));
        var text = Files.writeString(folder.resolve("text"), "cosignature/v1\ntime 1772366400\n" + CHECKPOINT.text());
        var later = Files.writeString(folder.resolve("later"), "cosignature/v1\ntime 1772366401\n" + CHECKPOINT.text());

        assertThat(openSsl(key, signature, text)).isEqualTo("Signature Verified Successfully, exit 0");
        assertThat(openSsl(key, signature, later)).isEqualTo("Signature Verification Failure, exit 1");
    }

    /** RFC 8410: what stands before the 32 bytes of an Ed25519 key in its SubjectPublicKeyInfo. */
    private static final byte[] X509 = {0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0};

    private String openSsl(Path key, Path signature, Path text) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        "openssl",
                        "pkeyutl",
                        "-verify",
                        "-rawin",
                        "-pubin",
                        "-keyform",
                        "DER",
                        "-inkey",
                        key.toString(),
                        "-sigfile",
                        signature.toString(),
                        "-in",
                        text.toString())
                .redirectErrorStream(true);
        final Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return abort(
                    "SKIPPED: no openssl on the PATH, so no second program verified our signatures: " + e.getMessage());
        }
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines().collect(Collectors.joining(" ")) + ", exit " + process.waitFor();
    }

    private GoPeer go() throws IOException, InterruptedException {
        return GoPeer.build("/integrity/notepeer.go.txt", folder);
    }

    private static boolean opens(byte[] note, String vkey) {
        try {
            return Verifiers.of(VerifierKey.parse(vkey)).open(SignedNote.parse(note)) instanceof Verified;
        } catch (MalformedTextException e) {
            return false;
        }
    }

    private static boolean reads(String vkey) {
        try {
            return VerifierKey.parse(vkey).toString().equals(vkey);
        } catch (MalformedTextException e) {
            return false;
        }
    }

    /** The note with the base64 of its signatures in the one spelling. */
    private static byte[] respelled(byte[] note) {
        return utf8(SIGNATURE.matcher(new String(note, StandardCharsets.UTF_8)).replaceAll(NotePeersTest::respelled));
    }

    private static String respelled(MatchResult signature) {
        return signature.group(1) + base64(Base64.getDecoder().decode(signature.group(2)));
    }

    private static String request(String what, byte[] first, String... more) {
        var request = new StringBuilder(what).append(' ').append(base64(first));
        for (var argument : more) {
            request.append(' ').append(base64(utf8(argument)));
        }
        return request.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
