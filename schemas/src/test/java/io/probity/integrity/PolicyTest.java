package io.probity.integrity;

import static io.probity.integrity.SampleNotes.CHECKPOINT;
import static io.probity.integrity.SampleNotes.COSIGNED;
import static io.probity.integrity.SampleNotes.LOG;
import static io.probity.integrity.SampleNotes.NOON;
import static io.probity.integrity.SampleNotes.ORIGIN;
import static io.probity.integrity.SampleNotes.SIGNED;
import static io.probity.integrity.SampleNotes.STRANGER;
import static io.probity.integrity.SampleNotes.W1;
import static io.probity.integrity.SampleNotes.W2;
import static io.probity.integrity.SampleNotes.hash;
import static io.probity.integrity.SampleNotes.key;
import static io.probity.integrity.SampleNotes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.integrity.Policy.Group;
import io.probity.integrity.Policy.Log;
import io.probity.integrity.Policy.Witness;
import io.probity.integrity.Trust.NoCheckpoint;
import io.probity.integrity.Trust.QuorumMissed;
import io.probity.integrity.Trust.SignatureWrong;
import io.probity.integrity.Trust.Trusted;
import io.probity.integrity.Trust.UnknownLog;
import io.probity.integrity.Trust.Unsigned;
import io.probity.integrity.Trust.Witnessed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
    private static final SignerKey W3 = key("witness.example/w3", SignatureType.COSIGNATURE_V1, 7);
    private static final String LOG_LINE = "log " + LOG.verifier() + "\n";
    private static final String WITNESSES =
            "witness w1 " + W1.verifier() + "\nwitness w2 " + W2.verifier() + "\nwitness w3 " + W3.verifier() + "\n";

    @Test
    void readsLogsWitnessesGroupsAndQuorum() {
        assertThat(SampleNotes.policy().logs()).containsExactly(new Log(LOG.verifier(), "https://log.example/"));
        assertThat(SampleNotes.policy().witnesses())
                .containsExactly(
                        new Witness("one", W1.verifier(), null),
                        new Witness("two", W2.verifier(), "https://w2.example/"));
        assertThat(SampleNotes.policy().groups()).containsExactly(new Group("both", 2, List.of("one", "two")));
        assertThat(SampleNotes.policy().quorum()).isEqualTo("both");
    }

    @Test
    void trustsWhatTheLogSignedAndTheQuorumCosigned() {
        assertThat(SampleNotes.policy().judge(COSIGNED))
                .isEqualTo(new Trusted(
                        CHECKPOINT,
                        LOG.verifier(),
                        List.of(
                                new Witnessed("one", NOON.getEpochSecond()),
                                new Witnessed("two", NOON.getEpochSecond() + 1))));
    }

    @Test
    void saysWhoIsMissingFromTheQuorum() {
        var trust = SampleNotes.policy().judge(SIGNED.with(W1.cosign(CHECKPOINT, NOON)));

        assertThat(trust).isEqualTo(new QuorumMissed("both", 1, 2, List.of("two")));
        assertThat(trust.why()).isEqualTo("quorum 1 of 2: missing two");
        assertThat(SampleNotes.policy().judge(SIGNED).why()).isEqualTo("quorum 0 of 2: missing one, two");
    }

    @Test
    void countsAWitnessOnce() {
        var twice = SIGNED.signatures().get(0);
        var first = W1.cosign(CHECKPOINT, NOON);
        var later = W1.cosign(CHECKPOINT, NOON.plusSeconds(1));

        assertThat(SampleNotes.policy().judge(new SignedNote(CHECKPOINT.text(), List.of(twice, first, later))))
                .isEqualTo(new QuorumMissed("both", 1, 2, List.of("two")));
    }

    @Test
    void knowsNoOtherLog() {
        var other = new Checkpoint("probity/demo/g1/p8", 1, hash(1));

        assertThat(SampleNotes.policy().judge(SignedNote.of(other.text(), LOG.sign(other))))
                .isEqualTo(new UnknownLog("probity/demo/g1/p8"));
        assertThat(policy("quorum none\n").judge(COSIGNED)).isEqualTo(new UnknownLog(ORIGIN));
    }

    @Test
    void believesNoOneElseForTheLog() {
        assertThat(SampleNotes.policy().judge(SignedNote.of(CHECKPOINT.text(), STRANGER.sign(CHECKPOINT))))
                .isEqualTo(new Unsigned(ORIGIN));
        assertThat(SampleNotes.policy().judge(SignedNote.of(CHECKPOINT.text(), W1.cosign(CHECKPOINT, NOON))))
                .isEqualTo(new Unsigned(ORIGIN));
    }

    @Test
    void refusesAKnownKeysWrongSignatureWhateverElseHolds() {
        var other = new Checkpoint(ORIGIN, 1, hash(1));

        assertThat(SampleNotes.policy().judge(COSIGNED.with(LOG.sign(other)))).isEqualTo(new SignatureWrong(ORIGIN));
        assertThat(SampleNotes.policy().judge(COSIGNED.with(W2.cosign(other, NOON))))
                .isEqualTo(new SignatureWrong("two"));
        assertThat(policy(LOG_LINE + WITNESSES + "quorum w1\n").judge(COSIGNED.with(W2.cosign(other, NOON))))
                .isEqualTo(new SignatureWrong("w2"));
    }

    @Test
    void repeatsNoMoreOfAnUnknownOriginThanALine() {
        var other = new Checkpoint("a".repeat(10_000), 1, hash(1));

        assertThat(SampleNotes.policy()
                        .judge(SignedNote.of(other.text(), LOG.sign(other)))
                        .why())
                .isEqualTo("unknown log " + "a".repeat(200) + "…");
    }

    @Test
    void refusesATextThatIsNoCheckpoint() {
        assertThat(SampleNotes.policy().judge(SignedNote.of("a text\n", LOG.sign("a text\n"))))
                .isInstanceOf(NoCheckpoint.class);
    }

    @Test
    void believesEitherKeyOfALogThatChangesItsKey() {
        var next = key(ORIGIN, SignatureType.ED25519, 8);
        var both = policy(LOG_LINE + "log " + next.verifier() + "\nquorum none\n");

        assertThat(both.judge(SignedNote.of(CHECKPOINT.text(), next.sign(CHECKPOINT))))
                .isEqualTo(new Trusted(CHECKPOINT, next.verifier(), List.of()));
        assertThat(both.judge(SIGNED)).isEqualTo(new Trusted(CHECKPOINT, LOG.verifier(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "group g 2 w1 w2 w3, g, true",
        "group g 1 w3 w2, g, true",
        "group g any w3 w1, g, true",
        "group g all w1 w2, g, true",
        "group g all w1 w2 w3, g, false",
        "group g 3 w1 w2 w3, g, false",
        "group g any w3, g, false",
        "group inner all w1 w2;group g any inner w3, g, true",
        "group inner any w3;group g all inner w1, g, false",
        "group inner any w3;group g all inner w1, w2, true",
        "group none-such any w3, none, true",
        "group all all w1;group any any all, any, true"
    })
    void countsMembersOfGroupsAndGroupsOfGroups(String groups, String quorum, boolean enough) {
        var policy = policy(LOG_LINE + WITNESSES + groups.replace(';', '\n') + "\nquorum " + quorum + "\n");

        assertThat(policy.judge(COSIGNED) instanceof Trusted).isEqualTo(enough);
    }

    @Test
    void readsAChainOfGroupsAsLongAsThereMayBe() {
        var chain = IntStream.range(1, Policy.MOST_OF_EACH)
                .mapToObj(i -> "group g" + i + " any g" + (i - 1) + "\n")
                .collect(Collectors.joining("", "group g0 any w1\n", ""));
        var last = "g" + (Policy.MOST_OF_EACH - 1);

        assertThat(policy(LOG_LINE + WITNESSES + chain + "quorum " + last + "\n")
                        .judge(COSIGNED))
                .isInstanceOf(Trusted.class);
        refuses(
                LOG_LINE + WITNESSES + chain + "group more any " + last + "\n",
                4 + Policy.MOST_OF_EACH + 1,
                "more than");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                           | 0 | has no quorum line
            log L                                        | 0 | has no quorum line
            log                                          | 1 | write "log
            log L url more                               | 1 | write "log
            log w L                                      | 1 | the verifier key
            log W                                        | 1 | another signature type
            log X                                        | 1 | the verifier key the id is not
            log M                                        | 1 | signature type 0x06 is not supported
            witness w L                                  | 1 | another signature type
            witness W                                    | 1 | write "witness
            witness none W                               | 1 | "none" means no quorum
            log L;log L                                  | 2 | a second log with the public key
            log L;log N                                  | 2 | a second log with the public key
            witness a W;witness b W                      | 2 | a second witness with the public key
            witness a W;witness a V                      | 2 | "a" is defined already
            witness a W;group a any a                    | 2 | "a" is defined already
            witness a W;group g any a;group h any a      | 3 | "a" is a member already
            witness a W;group g any a a                  | 2 | "a" is a member already
            witness a W;group g any g                    | 2 | "g" is no witness or group
            group g any a;witness a W                    | 1 | "a" is no witness or group
            group g any none                             | 1 | "none" is no witness or group
            witness a W;group none any a                 | 2 | "none" means no quorum
            witness a W;group g any                      | 2 | write "group
            witness a W;group g 0 a                      | 2 | from 1 to its 1 members
            witness a W;group g 2 a                      | 2 | from 1 to its 1 members
            witness a W;group g 01 a                     | 2 | from 1 to its 1 members
            witness a W;group g +1 a                     | 2 | from 1 to its 1 members
            witness a W;group g 4294967297 a             | 2 | from 1 to its 1 members
            witness a W;group g most a                   | 2 | from 1 to its 1 members
            quorum                                       | 1 | write "quorum
            quorum none none                             | 1 | write "quorum
            quorum a;witness a W                         | 1 | "a" is no witness or group
            quorum none;quorum none                      | 2 | a second quorum line
            Quorum none                                  | 1 | begins with none of
            """)
    void refusesWhatIsNoPolicyAndSaysWhereAndWhatToDo(String policy, int line, String problem) {
        // L, N: one log's key under two names; W, V: two witnesses; X: of another's id; M: of ML-DSA-44
        var lines = policy.replace(" L", " " + LOG.verifier())
                .replace(
                        " N",
                        " " + key("other.example", SignatureType.ED25519, 1).verifier())
                .replace(" W", " " + W1.verifier())
                .replace(" V", " " + W2.verifier())
                .replace(" X", " x" + LOG.verifier())
                .replace(" M", " m+00000000+BgAA");

        refuses(lines.isEmpty() ? "" : lines.replace(';', '\n') + "\n", line, problem);
    }

    @Test
    void refusesControlCharacters() {
        refuses("quorum none\r\n", 1, "save with LF");
        refuses("\nquorum none\u007f\n", 2, "control character 0x7f");
        refuses("quorum none\u000b\n", 1, "control character 0x0b");
        refuses("# \u0000\n", 1, "control character 0x00");
    }

    @Test
    void refusesALastLineThatDoesNotEnd() {
        refuses("# a\nquorum none", 2, "does not end in a newline");
    }

    @Test
    void readsCommentsAndWhiteSpaceOfTabsAndSpaces() {
        var policy = policy("\n \t\n# log\n \t# witness\n\tquorum \t none \t\n");

        assertThat(policy.quorum()).isEqualTo("none");
        assertThat(policy.logs()).isEmpty();
    }

    @Test
    void takesNamesForOctets() {
        var latin = "witness \u00e9 " + W1.verifier() + "\ngroup g any \u00e9\nquorum g\n# \u00ff\n";
        var policy = Policy.parse(latin.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(policy.groups()).containsExactly(new Group("g", 1, List.of("\u00e9")));

        // The letter K and the sign of Kelvin, which Unicode can take for it.
        var kelvin = policy("witness K " + W1.verifier() + "\nwitness \u212a " + W2.verifier() + "\nquorum \u212a\n");
        assertThat(kelvin.quorum()).isEqualTo("\u212a");
        refuses("witness K " + W1.verifier() + "\nquorum \u212a\n", 2, "is no witness or group");
    }

    @Test
    void refusesTwoNamesThatWouldLookAlike() {
        var octets = "witness \u00c3\u00a9 " + W1.verifier() + "\nwitness \u00e9 " + W2.verifier() + "\nquorum none\n";

        assertThatThrownBy(() -> Policy.parse(octets.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageContaining("policy, line 2")
                .hasMessageContaining("looks like");
    }

    private static Policy policy(String text) {
        return Policy.parse(utf8(text));
    }

    private static void refuses(String text, int line, String problem) {
        assertThatThrownBy(() -> policy(text)).isInstanceOfSatisfying(MalformedTextException.class, e -> {
            assertThat(e.problem()).contains(problem);
            assertThat(e.line()).isEqualTo(line);
        });
    }
}
