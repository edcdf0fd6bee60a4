package io.probity.canonical;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class EventDigestTest {
    @Test
    void isSha256OfTheForm() {
        var event = SampleEvents.full();

        assertThat(EventDigest.of(event)).isEqualTo(EventDigest.sha256(CanonicalForm.of(event)));
    }

    @Test
    void isTheSha256OfTheStandard() { // FIPS 180-2, appendix B.1
        var expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

        assertThat(EventDigest.hex(EventDigest.sha256("abc".getBytes(US_ASCII))))
                .isEqualTo(expected);
        assertThat(EventDigest.hex(EventDigest.sha256("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII))))
                .isEqualTo(expected);
        assertThat(EventDigest.hex(EventDigest.sha256("xabcx".getBytes(US_ASCII), 1, 3)))
                .isEqualTo(expected);
    }

    @Test
    void changesWithTheSaltAlone() {
        var event = SampleEvents.least();
        var salted = AuditEvent.newBuilder(event)
                .setSalt(ByteBuffer.wrap(new byte[16]))
                .build();

        assertThat(EventDigest.of(salted)).isNotEqualTo(EventDigest.of(event));
    }

    @Test
    void hexComesBack() {
        byte[] digest = EventDigest.of(SampleEvents.least());

        assertThat(EventDigest.hex(digest)).matches("[0-9a-f]{64}");
        assertThat(EventDigest.fromHex(EventDigest.hex(digest))).isEqualTo(digest);
    }

    @Test
    void knowsLowerCaseHexadecimalDigits() {
        assertThat(EventDigest.isHex("0123456789abcdef", 0)).isTrue();
        assertThat(EventDigest.isHex("sha256:0a", 7)).isTrue();
        for (var not : new String[] {"0A", "g", "/", ":", "`", "0 "}) {
            assertThat(EventDigest.isHex(not, 0)).as(not).isFalse();
        }
    }
}
