package io.probity.integrity;

import static io.probity.integrity.SampleNotes.PETER_SKEY;
import static io.probity.integrity.SampleNotes.PETER_VKEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {

    /** RFC 8032, section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    })
    void derivesThePublicKeyOfASeed(String seed, String publicKey) {
        var signer = SignerKey.of("a", SignatureType.ED25519, HexFormat.of().parseHex(seed));

        assertThat(HexFormat.of().formatHex(signer.verifier().raw())).isEqualTo(publicKey);
    }

    @ParameterizedTest
    @EnumSource
    void readsTheKeysThatItWrites(SignatureType type) {
        var signer = SignerKey.generate("probity/demo/g1/p7", type, new SecureRandom());

        assertThat(SignerKey.parse(signer.secret()).secret()).isEqualTo(signer.secret());
        assertThat(VerifierKey.parse(signer.verifier().toString())).isEqualTo(signer.verifier());
    }

    @Test
    void refusesEveryPartOfAKeyAndEveryCharacterRaised() {
        refusesManglings(PETER_VKEY, VerifierKey::parse);
    }

    @Test
    void refusesEveryPartOfAPrivateKeyAndEveryCharacterRaised() {
        refusesManglings(PETER_SKEY, SignerKey::parse);
    }

    /** As TestNewVerifier and TestNewSigner of golang.org/x/mod/sumdb/note. */
    private static void refusesManglings(String key, Consumer<String> parse) {
        parse.accept(key);
        for (int i = 0; i <= key.length(); i++) {
            for (int j = i + 1; j <= key.length(); j++) {
                if (i != 0 || j != key.length()) {
                    refuses(key.substring(i, j), parse);
                }
            }
        }
        for (int i = 0; i < key.length(); i++) {
            refuses(key.substring(0, i) + (char) (key.charAt(i) + 1) + key.substring(i + 1), parse);
        }
    }

    private static void refuses(String key, Consumer<String> parse) {
        assertThatThrownBy(() -> parse.accept(key)).as(key).isInstanceOf(MalformedTextException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", // too long, the id
                // fitting
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", // another type, the id fitting
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq_LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
                " PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "++",
                ""
            })
    void refusesWhatIsNoKey(String key) {
        refuses(key, VerifierKey::parse);
    }

    /** y = 2, which no point has; y = p, which is 0 in another spelling; and y beyond all that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0200000000000000000000000000000000000000000000000000000000000000",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void refusesBytesThatAreNoPointOfTheCurve(String raw) {
        var bytes = HexFormat.of().parseHex(raw);
        var typed = VerifierKey.typed(SignatureType.ED25519, bytes);
        var text = "a+%08x+%s"
                .formatted(VerifierKey.idOf("a", typed), Base64.getEncoder().encodeToString(typed));

        assertThatThrownBy(() -> VerifierKey.of("a", SignatureType.ED25519, bytes))
                .isInstanceOf(IllegalArgumentException.class);
        refuses(text, VerifierKey::parse);
    }

    @Test
    void tellsTheSameKeyOfTwoTypesApart() {
        var seed = new byte[32];
        var log = SignerKey.of("a", SignatureType.ED25519, seed).verifier();
        var witness = SignerKey.of("a", SignatureType.COSIGNATURE_V1, seed).verifier();

        assertThat(log.raw()).isEqualTo(witness.raw());
        assertThat(log.id()).isNotEqualTo(witness.id());
        assertThat(log).isNotEqualTo(witness);
    }

    @Test
    void neverTellsASecretInAMessage() {
        var secret = PETER_SKEY.substring(PETER_SKEY.lastIndexOf('+') + 1);
        for (var spoilt : new String[] {
            PETER_SKEY.replace("c74f20a3", "c74f20a4"),
            PETER_SKEY.replace("c74f20a3", "C74F20A3"),
            PETER_SKEY + "=",
            PETER_SKEY.replace("PRIVATE", "private"),
            PETER_SKEY.replace("PeterNeumann", "Peter Neumann")
        }) {
            assertThatThrownBy(() -> SignerKey.parse(spoilt))
                    .isInstanceOf(MalformedTextException.class)
                    .hasMessageNotContaining(secret.substring(0, 8))
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a+b", "a\nb", "a\u0085", "\u2003", "\u3000", "a\u2028b", "\u0001", "\ud800"})
    void givesNoKeySuchAName(String name) {
        assertThatThrownBy(() -> SignerKey.of(name, SignatureType.ED25519, new byte[32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsKeysWhoseBase64HasAPlus() {
        int plus = 0;
        for (int seed = 0; seed < 64; seed++) {
            var key = SampleNotes.key("log.example/é", SignatureType.ED25519, seed)
                    .verifier();

            assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
            plus += key.toString().lastIndexOf('+') > key.toString().indexOf('+') + 9 ? 1 : 0;
        }
        assertThat(plus).isPositive();
    }
}
