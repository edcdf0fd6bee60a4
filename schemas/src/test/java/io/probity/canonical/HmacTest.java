package io.probity.canonical;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HmacTest {
    /** RFC 4231, test cases 1 (key of 20 bytes 0x0b), 3 and 6 (a key longer than a block). */
    @Test
    void isTheHmacOfTheRfc() {
        assertThat(EventDigest.hex(new Hmac(filled(20, 0x0b)).of("Hi There".getBytes(US_ASCII))))
                .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assertThat(EventDigest.hex(new Hmac(filled(20, 0xaa)).of(filled(50, 0xdd))))
                .isEqualTo("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
        assertThat(EventDigest.hex(new Hmac(filled(131, 0xaa))
                        .of("Test Using Larger Than Block-Size Key - Hash Key First".getBytes(US_ASCII))))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void joinsItsPartsWithNothingBetween() {
        var hmac = new Hmac(filled(32, 1));

        assertThat(hmac.of(bytes("ab"), bytes(""), bytes("c"))).isEqualTo(hmac.of(bytes("abc")));
        assertThat(hmac.of()).isEqualTo(hmac.of(bytes("")));
    }

    @Test
    void knowsItsOwnAndNoOther() {
        var hmac = new Hmac(filled(32, 1));
        byte[] right = hmac.of(bytes("abc"));
        byte[] wrong = right.clone();
        wrong[31] ^= 1;

        assertThat(hmac.matches(right, bytes("a"), bytes("bc"))).isTrue();
        assertThat(hmac.matches(wrong, bytes("abc"))).isFalse();
        assertThat(hmac.matches(new byte[0], bytes("abc"))).isFalse();
        assertThat(new Hmac(filled(32, 2)).matches(right, bytes("abc"))).isFalse();
    }

    @Test
    void isTheSameOnManyThreadsAtOnce() {
        var hmac = new Hmac(filled(32, 1));
        var expected = EventDigest.hex(hmac.of(bytes("abc")));

        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> EventDigest.hex(hmac.of(bytes("a"), bytes("bc"))))
                        .distinct())
                .containsExactly(expected);
    }

    @Test
    void refusesAKeyThatIsEasierToGuessThanItsResult() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hmac(new byte[15]))
                .withMessage("an HMAC key of 15 bytes; needs 16");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
