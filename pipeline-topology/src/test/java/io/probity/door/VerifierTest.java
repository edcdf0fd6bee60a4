package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.canonical.Hmac;
import io.probity.door.Proof.Genuine;
import io.probity.door.Proof.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scheme: right, wrong, stale; what the providers publish as examples is the measure. */
class VerifierTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    private Path folder;

    // --- GitHub: docs.github.com, "Validating webhook deliveries" ---

    private static final String GITHUB_SECRET = "It's a Secret to Everybody";
    private static final String GITHUB_SIGNATURE =
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void githubsOwnExampleIsGenuine() throws IOException {
        var proof =
                check(Scheme.GITHUB, Map.of("x-hub-signature-256", GITHUB_SIGNATURE), "Hello, World!", GITHUB_SECRET);

        assertThat(proof).isEqualTo(new Genuine(List.of("signature " + GITHUB_SIGNATURE), null));
    }

    @Test
    void githubsDeliveryIsKnownByItsId() throws IOException {
        var proof = check(
                Scheme.GITHUB,
                Map.of("x-hub-signature-256", GITHUB_SIGNATURE, "x-github-delivery", "72d3162e"),
                "Hello, World!",
                GITHUB_SECRET);

        assertThat(((Genuine) proof).deliveries())
                .containsExactly("signature " + GITHUB_SIGNATURE, "delivery 72d3162e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256=",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1",
                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18",
                "sha256=zz"
            })
    void aWrongSignatureOfGithubIsWrong(String signature) throws IOException {
        assertThat(check(Scheme.GITHUB, Map.of("x-hub-signature-256", signature), "Hello, World!", GITHUB_SECRET))
                .isEqualTo(new Wrong());
        assertThat(check(Scheme.GITHUB, Map.of(), "Hello, World!", GITHUB_SECRET))
                .isEqualTo(new Wrong());
    }

    @Test
    void anotherBodyIsNotWhatGithubSigned() throws IOException {
        assertThat(check(
                        Scheme.GITHUB, Map.of("x-hub-signature-256", GITHUB_SIGNATURE), "Hello, World?", GITHUB_SECRET))
                .isEqualTo(new Wrong());
    }

    // --- Slack: docs.slack.dev, "Verifying requests from Slack" ---

    private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String SLACK_BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                    + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                    + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                    + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private static final String SLACK_SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static final Map<String, String> SLACK =
            Map.of("x-slack-request-timestamp", "1531420618", "x-slack-signature", SLACK_SIGNATURE);
    private static final Instant SLACK_TIME = Instant.ofEpochSecond(1_531_420_618);

    @Test
    void slacksOwnExampleIsGenuineWithinFiveMinutes() throws IOException {
        var slack = verifier(Scheme.SLACK, SLACK_SECRET);

        for (long seconds : new long[] {0, 300, -300}) {
            assertThat(slack.check(SLACK, SLACK_BODY.getBytes(UTF_8), SLACK_TIME.plusSeconds(seconds)))
                    .isEqualTo(new Genuine(List.of("signature " + SLACK_SIGNATURE), null));
        }
    }

    @Test
    void slacksOwnExampleIsStaleAfterwards() throws IOException {
        var slack = verifier(Scheme.SLACK, SLACK_SECRET);

        for (long seconds : new long[] {301, -301, 100_000}) {
            assertThat(slack.check(SLACK, SLACK_BODY.getBytes(UTF_8), SLACK_TIME.plusSeconds(seconds)))
                    .isEqualTo(new Wrong());
        }
    }

    @Test
    void aTimeThatSlackDidNotSignIsWrong() throws IOException {
        var later = Map.of("x-slack-request-timestamp", "1531420619", "x-slack-signature", SLACK_SIGNATURE);

        assertThat(verifier(Scheme.SLACK, SLACK_SECRET).check(later, SLACK_BODY.getBytes(UTF_8), SLACK_TIME))
                .isEqualTo(new Wrong());
    }

    @Test
    void slackIsToldItsChallenge() throws IOException {
        var slack = verifier(Scheme.SLACK, SLACK_SECRET);

        assertThat(slack.challenge("{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1aB\"}".getBytes(UTF_8)))
                .hasValue("3eZbrw1aB");
        assertThat(slack.challenge("{\"type\":\"event_callback\"}".getBytes(UTF_8)))
                .isEmpty();
        assertThat(slack.challenge("no json".getBytes(UTF_8))).isEmpty();
    }

    // --- Standard Webhooks: the vector of the project's own libraries ---

    private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String STANDARD_BODY = "{\"test\": 2432232314}";
    private static final String STANDARD_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String STANDARD_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant STANDARD_TIME = Instant.ofEpochSecond(1_614_265_330);

    private static Map<String, String> standard(String signature) {
        return Map.of("webhook-id", STANDARD_ID, "webhook-timestamp", "1614265330", "webhook-signature", signature);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STANDARD_SIGNATURE,
                "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= " + STANDARD_SIGNATURE,
                "v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= " + STANDARD_SIGNATURE + " v1a,hmmm"
            })
    void standardWebhooksOwnExampleIsGenuineBesideOtherSignatures(String signature) throws IOException {
        var verifier = verifier(Scheme.STANDARD_WEBHOOKS, STANDARD_SECRET);

        assertThat(verifier.check(standard(signature), STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                .isEqualTo(new Genuine(List.of("delivery " + STANDARD_ID), null));
    }

    @Test
    void aSecretMayStandWithoutItsPrefix() throws IOException {
        var verifier = verifier(Scheme.STANDARD_WEBHOOKS, STANDARD_SECRET.substring("whsec_".length()));

        assertThat(verifier.check(standard(STANDARD_SIGNATURE), STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                .isInstanceOf(Genuine.class);
    }

    @Test
    void standardWebhooksAreStaleAfterFiveMinutesEitherWay() throws IOException {
        var verifier = verifier(Scheme.STANDARD_WEBHOOKS, STANDARD_SECRET);

        for (long seconds : new long[] {301, -301}) {
            assertThat(verifier.check(
                            standard(STANDARD_SIGNATURE),
                            STANDARD_BODY.getBytes(UTF_8),
                            STANDARD_TIME.plusSeconds(seconds)))
                    .isEqualTo(new Wrong());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "v1,", "v1,dawfeoifkpqwoekfpqoekf", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,g0hM"
            })
    void aWrongSignatureOfStandardWebhooksIsWrong(String signature) throws IOException {
        var verifier = verifier(Scheme.STANDARD_WEBHOOKS, STANDARD_SECRET);

        assertThat(verifier.check(standard(signature), STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                .isEqualTo(new Wrong());
    }

    @Test
    void aPartThatIsMissingIsWrong() throws IOException {
        var verifier = verifier(Scheme.STANDARD_WEBHOOKS, STANDARD_SECRET);

        for (var missing : standard(STANDARD_SIGNATURE).keySet()) {
            var rest = new HashMap<>(standard(STANDARD_SIGNATURE));
            rest.remove(missing);
            assertThat(verifier.check(rest, STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                    .isEqualTo(new Wrong());
        }
    }

    // --- GitLab ---

    @Test
    void gitlabsTokensAreGenuineAndOthersAreNot() throws IOException {
        var token = "a streaming token of ours";
        for (var name : new String[] {"x-gitlab-event-streaming-token", "x-gitlab-token"}) {
            assertThat(check(Scheme.GITLAB, Map.of(name, token), "{}", token)).isEqualTo(Genuine.NAMELESS);
            assertThat(check(Scheme.GITLAB, Map.of(name, token + "."), "{}", token))
                    .isEqualTo(new Wrong());
            assertThat(check(Scheme.GITLAB, Map.of(name, ""), "{}", token)).isEqualTo(new Wrong());
        }
        assertThat(check(Scheme.GITLAB, Map.of(), "{}", token)).isEqualTo(new Wrong());
        assertThat(check(Scheme.GITLAB, Map.of("x-gitlab-token", token, "idempotency-key", "f5e5"), "{}", token))
                .isEqualTo(new Genuine(List.of("delivery f5e5"), null));
    }

    @Test
    void gitlabsSignatureIsThatOfStandardWebhooks() throws IOException {
        var verifier = verifier(Scheme.GITLAB, STANDARD_SECRET, "a plain token besides it");

        assertThat(verifier.check(standard(STANDARD_SIGNATURE), STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                .isEqualTo(new Genuine(List.of("delivery " + STANDARD_ID), null));
        assertThat(verifier.check(standard(STANDARD_SIGNATURE), "{}".getBytes(UTF_8), STANDARD_TIME))
                .isEqualTo(new Wrong());
    }

    @Test
    void aWrongSignatureOfGitlabIsNotMadeGoodByAToken() throws IOException {
        var verifier = verifier(Scheme.GITLAB, STANDARD_SECRET, "a plain token besides it");
        var headers = new HashMap<>(standard("v1,AAAA"));
        headers.put("x-gitlab-token", "a plain token besides it");

        assertThat(verifier.check(headers, STANDARD_BODY.getBytes(UTF_8), STANDARD_TIME))
                .isEqualTo(new Wrong());
    }

    // --- Okta, bearer, none ---

    @Test
    void oktasSecretIsTheWholeHeader() throws IOException {
        var secret = "what okta was told to say";

        assertThat(check(Scheme.OKTA, Map.of("authorization", secret), "", secret))
                .isEqualTo(Genuine.NAMELESS);
        assertThat(check(Scheme.OKTA, Map.of("authorization", "Bearer " + secret), "", secret))
                .isEqualTo(new Wrong());
        assertThat(check(Scheme.OKTA, Map.of(), "", secret)).isEqualTo(new Wrong());
    }

    @Test
    void aBearerHasTheTokenAndNothingLess() throws IOException {
        var token = "0123456789abcdef";

        for (var right : new String[] {"Bearer " + token, "bearer " + token, "Bearer  " + token}) {
            assertThat(check(Scheme.BEARER, Map.of("authorization", right), "", token))
                    .isEqualTo(Genuine.NAMELESS);
        }
        for (var wrong : new String[] {"", "Bearer", "Bearer ", token, "Basic " + token, "Bearer 0123456789abcde"}) {
            assertThat(check(Scheme.BEARER, Map.of("authorization", wrong), "", token))
                    .isEqualTo(new Wrong());
        }
    }

    // --- ours ---

    private static final String OURS = "a secret for our own scheme";
    private static final String NONCE = "0123456789-abcdef_XYZ";

    @Test
    void ourSchemeSignsTimeNonceDoorAndBody() throws IOException {
        assertThat(hmac(NOW, NONCE, "events", "{}", NOW))
                .isEqualTo(new Genuine(List.of(), new Proof.Nonce(NONCE, NOW.plus(FIVE_MINUTES))));
        assertThat(hmac(NOW, NONCE, "in/github", "{}", NOW)).isEqualTo(new Wrong());
        assertThat(hmac(NOW, "short", "events", "{}", NOW)).isEqualTo(new Wrong());
        assertThat(hmac(NOW, "with:a:colon:in:it:", "events", "{}", NOW)).isEqualTo(new Wrong());
        assertThat(hmac(NOW, NONCE, "events", "{}", NOW.plusSeconds(301))).isEqualTo(new Wrong());
        assertThat(hmac(NOW, NONCE, "events", "{}", NOW.minusSeconds(301))).isEqualTo(new Wrong());
        assertThat(hmac(NOW, NONCE, "events", "{}", NOW.plusSeconds(300))).isInstanceOf(Genuine.class);
    }

    /** Signed for one door, checked at the door of events. */
    private Proof hmac(Instant time, String nonce, String door, String body, Instant now) throws IOException {
        var seconds = String.valueOf(time.getEpochSecond());
        var text = "v1:" + seconds + ":" + nonce + ":" + door + ":" + body;
        var signature = "v1=" + HexFormat.of().formatHex(new Hmac(OURS.getBytes(UTF_8)).of(text.getBytes(UTF_8)));
        var headers =
                Map.of(Verifier.TIMESTAMP, seconds, Verifier.NONCE, nonce, Verifier.SIGNATURE, "v1=00, " + signature);
        return verifier(Scheme.HMAC, OURS).check(headers, body.getBytes(UTF_8), now);
    }

    // --- secrets ---

    @Test
    void anyOfSeveralSecretsIsGood() throws IOException {
        var first = "the first of two secrets";
        var second = "the second of two secrets";

        for (var given : new String[] {first, second}) {
            assertThat(check(Scheme.BEARER, Map.of("authorization", "Bearer " + given), "", first, second))
                    .isEqualTo(Genuine.NAMELESS);
        }
    }

    @Test
    void aSecretThatHasChangedIsReadAgain() throws IOException {
        var time = new Instant[] {NOW};
        var file = Files.writeString(folder.resolve("changing"), "the secret of yesterday\n");
        var verifier =
                new Verifier("events", Scheme.BEARER, Secrets.read(List.of(file), false, () -> time[0]), FIVE_MINUTES);
        Files.writeString(file, "the secret of today");
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(60)));
        time[0] = NOW.plusSeconds(2);

        assertThat(verifier.check(Map.of("authorization", "Bearer the secret of today"), new byte[0], NOW))
                .isEqualTo(Genuine.NAMELESS);
        assertThat(verifier.check(Map.of("authorization", "Bearer the secret of yesterday"), new byte[0], NOW))
                .isEqualTo(new Wrong());
        Files.delete(file);
        time[0] = NOW.plusSeconds(4);
        assertThat(verifier.check(Map.of("authorization", "Bearer the secret of today"), new byte[0], NOW))
                .isEqualTo(Genuine.NAMELESS);
    }

    @Test
    void aSecretThatCanBeGuessedIsNone() throws IOException {
        var file = Files.writeString(folder.resolve("short"), "hunter2");

        assertThatThrownBy(() -> Secrets.read(List.of(file), false, InstantSource.fixed(NOW)))
                .hasMessageContaining("7 characters")
                .hasMessageNotContaining("hunter2");
    }

    private Proof check(Scheme scheme, Map<String, String> headers, String body, String... secrets) throws IOException {
        return verifier(scheme, secrets).check(headers, body.getBytes(UTF_8), NOW);
    }

    private Verifier verifier(Scheme scheme, String... secrets) throws IOException {
        var files = new ArrayList<Path>();
        for (var secret : secrets) {
            files.add(Files.writeString(folder.resolve("secret-" + files.size()), secret + "\n"));
        }
        boolean encoded = scheme == Scheme.STANDARD_WEBHOOKS;
        return new Verifier("events", scheme, Secrets.read(files, encoded, InstantSource.fixed(NOW)), FIVE_MINUTES);
    }
}
