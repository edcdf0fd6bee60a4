package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CRYPTOGRAPHY;
import static io.probity.integrity.SampleNotes.ENOCH_LINE;
import static io.probity.integrity.SampleNotes.ENOCH_VKEY;
import static io.probity.integrity.SampleNotes.PETER_LINE;
import static io.probity.integrity.SampleNotes.PETER_SKEY;
import static io.probity.integrity.SampleNotes.PETER_VKEY;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.integrity.Opened.NobodyKnown;
import io.probity.integrity.Opened.Signed;
import io.probity.integrity.Opened.Verified;
import io.probity.integrity.Opened.WrongSignature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the notes, keys and faults of golang.org/x/mod/sumdb/note's own tests. */
class SignedNoteTest {
    private static final VerifierKey PETER = VerifierKey.parse(PETER_VKEY);
    private static final VerifierKey ENOCH = VerifierKey.parse(ENOCH_VKEY);

    @Test
    void verifiesWhatIsOfKnownKeysAndIgnoresTheRest() {
        var note = note(CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE);

        assertThat(Verifiers.of(PETER).open(note))
                .isEqualTo(new Verified(
                        CRYPTOGRAPHY,
                        List.of(new Signed(PETER, note.signatures().get(0)))));
    }

    @Test
    void verifiesBothWhereBothAreKnown() {
        var opened = Verifiers.of(PETER, ENOCH).open(note(CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE));

        assertThat(opened)
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.by())
                                .extracting(Signed::key)
                                .containsExactly(PETER, ENOCH));
    }

    @Test
    void trustsNobodyUnknown() {
        var note = note(CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE);

        assertThat(Verifiers.of(List.of()).open(note)).isEqualTo(new NobodyKnown());
    }

    @Test
    void refusesTheWholeNoteForAKnownKeysWrongSignature() {
        var altered = CRYPTOGRAPHY.replace("answer", "answers");

        assertThat(Verifiers.of(PETER).open(note(altered + "\n" + PETER_LINE))).isEqualTo(new WrongSignature(PETER));
        assertThat(Verifiers.of(PETER, ENOCH)
                        .open(note(CRYPTOGRAPHY + "\n" + ENOCH_LINE + PETER_LINE.replace("ZInN", "ZInM"))))
                .isEqualTo(new WrongSignature(PETER));
    }

    @Test
    void countsAKeyOnceAndReadsNoSecondSignatureOfItAsGoDoes() {
        var second = PETER_LINE.replace("ZInN", "ZInM");
        var opened = Verifiers.of(PETER).open(note(CRYPTOGRAPHY + "\n" + PETER_LINE + PETER_LINE + second));

        assertThat(opened)
                .isInstanceOfSatisfying(
                        Verified.class, verified -> assertThat(verified.by()).hasSize(1));
        assertThat(Verifiers.of(PETER).open(note(CRYPTOGRAPHY + "\n" + second + PETER_LINE)))
                .isEqualTo(new WrongSignature(PETER));
    }

    @Test
    void refusesTwoKeysOfOneNameAndId() {
        assertThatThrownBy(() -> Verifiers.of(ENOCH, PETER, ENOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EnochRoot");
    }

    @Test
    void signsWhatGoSigns() {
        var signer = SignerKey.parse(PETER_SKEY);

        assertThat(SignedNote.of(CRYPTOGRAPHY, signer.sign(CRYPTOGRAPHY)))
                .hasToString(CRYPTOGRAPHY + "\n" + PETER_LINE);
        assertThat(signer.verifier()).isEqualTo(PETER);
        assertThat(signer.secret()).isEqualTo(PETER_SKEY);
        assertThat(signer.toString()).doesNotContain("AYEKFALV");
    }

    @Test
    void replacesAKeysSignatureByItsNewOne() {
        var note = note(CRYPTOGRAPHY + "\n" + PETER_LINE + ENOCH_LINE);
        var again = SignerKey.parse(PETER_SKEY).sign(CRYPTOGRAPHY);

        assertThat(note.with(again)).hasToString(CRYPTOGRAPHY + "\n" + ENOCH_LINE + PETER_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\n\n", "a\n\n", "ed è subito sera.\n", "\ufeffa\n", "\ufffd\n", "— x AAAAAAA=\n", "🂡\n"})
    void writesWhatItReads(String text) {
        var written = text + "\n" + ENOCH_LINE + PETER_LINE;
        var note = note(written);

        assertThat(note.text()).isEqualTo(text);
        assertThat(note.bytes()).isEqualTo(utf8(written));
    }

    @Test
    void readsSixteenSignaturesAndNoMore() {
        assertThat(note("a\n\n" + PETER_LINE.repeat(16)).signatures()).hasSize(16);

        assertThatThrownBy(() -> note("a\n\n" + PETER_LINE.repeat(17)))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("line 19")
                .hasMessageContaining("at most 16");
    }

    @Test
    void refusesMoreThanItsBoundBeforeItReads() {
        var note = "a".repeat(SignedNote.MOST_BYTES) + "\n\n" + PETER_LINE;

        assertThatThrownBy(() -> note(note))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("too many");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsNoNoteAndSaysWhere(String note, int line) {
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOfSatisfying(
                        MalformedTextException.class,
                        e -> assertThat(e.line()).as(e.getMessage()).isEqualTo(line));
    }

    static Stream<Object[]> malformed() {
        var signature = PETER_LINE.substring(PETER_LINE.indexOf(" x08") + 1);
        return Stream.of(
                        new Object[] {"", 0},
                        new Object[] {"\n", 0},
                        new Object[] {"\n" + PETER_LINE, 0},
                        new Object[] {CRYPTOGRAPHY, 0},
                        new Object[] {CRYPTOGRAPHY + "\n", 4},
                        new Object[] {CRYPTOGRAPHY + PETER_LINE, 0},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.trim(), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE + "\n", 6},
                        new Object[] {"\u0001" + CRYPTOGRAPHY + "\n" + PETER_LINE, 1},
                        new Object[] {CRYPTOGRAPHY + "\t\n\n" + PETER_LINE, 3},
                        new Object[] {CRYPTOGRAPHY.replace("\n", "\r\n") + "\n" + PETER_LINE, 1},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("\n", "\r\n"), 4},
                        new Object[] {CRYPTOGRAPHY + "\n— Bad Name " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n— Bad+Name " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n— Bad\u00a0Name " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n— Bad\u3000Name " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n—  " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n—\n", 4},
                        new Object[] {CRYPTOGRAPHY + "\n— PeterNeumann\n", 4},
                        new Object[] {CRYPTOGRAPHY + "\n— PeterNeumann \n", 4},
                        new Object[] {CRYPTOGRAPHY + "\n- PeterNeumann " + signature, 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE + "Unexpected line.\n", 5},
                        // Fewer bytes than a key's id and one of a signature.
                        new Object[] {CRYPTOGRAPHY + "\n— PeterNeumann x08gow==\n", 4},
                        // Loose base64: no padding, stray bits, a space, the URL alphabet, too much padding.
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("=", ""), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("AM=", "AN="), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("x08g", "x08g "), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("\n", " \n"), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("/", "_"), 4},
                        new Object[] {CRYPTOGRAPHY + "\n" + PETER_LINE.replace("=", "=="), 4})
                .map(row -> new Object[] {new String(utf8((String) row[0]), StandardCharsets.ISO_8859_1), row[1]});
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u00e2\u0080"})
    void refusesWhatIsNotUtf8(String octets) {
        var note = octets + new String(utf8(CRYPTOGRAPHY + "\n" + PETER_LINE), StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no newline", "a\tb\n", "half a \ud83d pair\n"})
    void signsNoTextThatNoNoteCanHold(String text) {
        assertThatThrownBy(() -> SignerKey.parse(PETER_SKEY).sign(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static SignedNote note(String text) {
        return SignedNote.parse(utf8(text));
    }
}
