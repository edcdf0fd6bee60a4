package io.probity.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values are put together here, so that no scanner of repositories takes this file for a leak. */
class DetectorsTest {
    private static final String A20 = "A1b2C3d4E5f6G7h8I9j0";

    @ParameterizedTest
    @CsvSource({
        "ghp_,36,GITHUB_TOKEN",
        "github_pat_,60,GITHUB_TOKEN",
        "glpat-,20,GITLAB_TOKEN",
        "xoxb-,30,SLACK_TOKEN",
        "sk_live_,24,STRIPE_KEY",
        "npm_,36,NPM_TOKEN",
        "AIza,35,GOOGLE_API_KEY",
        "hvs.,30,VAULT_TOKEN"
    })
    void knowsASecretByItsBeginningAndItsLength(String begin, int length, Kind kind) {
        var secret = begin + (A20 + A20 + A20 + A20).substring(0, length);

        assertThat(Detectors.in("curl -H 'token: " + secret + "' there"))
                .containsExactly(new Hit(kind, 16, 16 + secret.length()));
        assertThat(Detectors.in(begin + "short")).isEmpty();
    }

    @Test
    void knowsKeysOfCloudsAndPrivateKeys() {
        assertThat(Detectors.in("AK" + "IAIOSFODNN7EXAMPLE"))
                .extracting(Hit::kind)
                .containsExactly(Kind.AWS_ACCESS_KEY);
        assertThat(Detectors.in("\"SecretAccessKey\": \"" + (A20 + A20) + "\""))
                .containsExactly(new Hit(Kind.AWS_SECRET_KEY, 20, 60));
        assertThat(Detectors.in("x\n-----BEGIN RSA PRIV" + "ATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny"))
                .extracting(Hit::kind)
                .containsExactly(Kind.PRIVATE_KEY);
        assertThat(Detectors.in("-----BEGIN CERTIFICATE-----\nMIIE")).isEmpty();
        assertThat(Detectors.in("Bearer eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiJhZGEifQ.c2lnbmF0dXJl"))
                .extracting(Hit::kind)
                .containsExactly(Kind.JWT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"})
    void knowsACardByItsIssuerItsLengthAndItsCheckDigit(String number) {
        assertThat(Detectors.in("paid with " + number + ", thanks"))
                .containsExactly(new Hit(Kind.CARD_NUMBER, 10, 10 + number.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "0.4111111111111111",
                "1718000000000000",
                "4111111111111111000",
                "id-4111111111111111",
                "1111 1111 1111 1117",
                "2026-03-01 12:00:00",
                "550e8400-e29b-41d4-a716-446655440000"
            })
    void takesNoOtherNumberForACard(String text) {
        assertThat(Detectors.in(text)).isEmpty();
    }

    @Test
    void knowsAnAccountNumberByItsCountryAndItsCheck() {
        assertThat(Detectors.in("to DE89370400440532013000 now")).containsExactly(new Hit(Kind.IBAN, 3, 25));
        assertThat(Detectors.in("to GB82 WEST 1234 5698 7654 32"))
                .extracting(Hit::kind)
                .containsExactly(Kind.IBAN);
        assertThat(Detectors.in("to DE89370400440532013001 now")).isEmpty();
    }

    @Test
    void knowsAnAddressAndWhereItEnds() {
        assertThat(Detectors.in("ask ada.lovelace+x@mail.example.org.")).containsExactly(new Hit(Kind.EMAIL, 4, 35));
        assertThat(Detectors.in("<bob@example.com>;carol@example.com"))
                .extracting(Hit::kind)
                .containsExactly(Kind.EMAIL, Kind.EMAIL);
    }

    /** An address must not hide a secret: what is kept in it is then kept for ever. */
    @ParameterizedTest
    @CsvSource({
        "https://x-access-token:%s@github.com/a/b.git,GITHUB_TOKEN",
        "token=%s&mail=ada@example.org,GITHUB_TOKEN EMAIL",
        "%s+ada@example.org,GITHUB_TOKEN EMAIL",
        "ada+%s@example.org,GITHUB_TOKEN EMAIL",
        "ada@example.org-%s,EMAIL GITHUB_TOKEN",
        "ada@example.org.%s,EMAIL GITHUB_TOKEN",
        "ada@example.org:%s:bob@example.org,EMAIL GITHUB_TOKEN EMAIL"
    })
    void findsASecretThatStandsInAnAddressOrBesideOne(String text, String kinds) {
        var secret = "gh" + "p_" + (A20 + A20).substring(0, 36);
        var hits = Detectors.in(text.formatted(secret));

        assertThat(hits.stream().map(hit -> hit.kind().name())).containsExactly(kinds.split(" ", -1));
        int at = text.indexOf("%s");
        assertThat(hits).contains(new Hit(Kind.GITHUB_TOKEN, at, at + secret.length()));
    }

    /** Whatever stands beside it, as long as no character of a word does: 20,000 texts of pieces in any order. */
    @Test
    void findsEverySecretBetweenAnythingElseAndNoneInAnother() {
        var secret = "gh" + "p_" + (A20 + A20).substring(0, 36);
        var pieces = List.of(
                secret,
                "AK" + "IAIOSFODNN7EXAMPLE",
                "ada",
                "example.org",
                "4111111111111111",
                "DE89370400440532013000",
                "ey" + "Jhbg",
                "git");
        var between = List.of("@", ".", "-", "+", "=", "&", ":", "/", " ", "\\n", "%3D", ",");
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            var planted = new ArrayList<Integer>();
            for (int j = 0; j < 8; j++) {
                var piece = pieces.get(random.nextInt(pieces.size()));
                if (piece.equals(secret)) {
                    planted.add(text.length());
                }
                text.append(piece).append(between.get(random.nextInt(between.size())));
            }
            int end = 0;
            for (var hit : Detectors.in(text)) {
                if (hit.kind().isSecret()) {
                    assertThat(hit.start()).as(text.toString()).isGreaterThanOrEqualTo(end);
                    end = hit.end();
                    planted.removeIf(at -> hit.start() <= at && at + secret.length() <= hit.end());
                }
            }
            assertThat(planted).as(text.toString()).isEmpty();
        }
    }

    @Test
    void findsASecretInTheHostOfAnAddress() {
        assertThat(Detectors.in("ada@xoxb-" + A20 + ".example.org"))
                .extracting(Hit::kind)
                .contains(Kind.SLACK_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n%s", "\\u0026%s", "?token%%3D%s"})
    void findsASecretBehindAnEscape(String text) {
        assertThat(Detectors.in(text.formatted("gl" + "pat-" + A20)))
                .extracting(Hit::kind)
                .containsExactly(Kind.GITLAB_TOKEN);
    }

    @Test
    void findsAPrivateKeyThatIsWrittenOnTheLineOfItsName() {
        assertThat(Detectors.in("key-----BEGIN PRIV" + "ATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----"))
                .extracting(Hit::kind)
                .containsExactly(Kind.PRIVATE_KEY);
    }

    /** Each of them would be measured to the end of the text, if it were measured anew. */
    @Test
    @Timeout(60) // a look through it all for each beginning takes minutes, one look milliseconds
    void looksOnceThroughWhatBeginsManyTimesAndIsNothing() {
        assertThat(Detectors.in("ey" + "J-eyJ-".repeat(100_000) + ".eyJ" + "x".repeat(500_000)))
                .isEmpty();
        assertThat(Detectors.in("-----BEGIN ".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "21031067+ada@users.noreply.github.com",
                "org-ada@github.com",
                "system@example.org",
                "noreply.ada@example.org",
                "ada@163.com",
                "ada@1.example.org"
            })
    void takesNoPersonForAProgram(String text) {
        assertThat(Detectors.in(text)).containsExactly(new Hit(Kind.EMAIL, 0, text.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git@github.com:a/b.git",
                "robot@project.iam.gserviceaccount.com",
                "actions/checkout@v4",
                "left-pad@1.3.0",
                "image@sha256:0123abcd",
                "@ada",
                "ada@localhost",
                "noreply@github.com",
                "org-38940897@github.com:Codertocat/Hello-World.git",
                "system@okta.com",
                "react@19.0.0-rc.next"
            })
    void takesNoOtherAtForAnAddress(String text) {
        assertThat(Detectors.in(text)).isEmpty();
    }
}
