package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,203.0.113.0/24",
        "203.0.113.7:8443,203.0.113.0/24",
        "2001:db8:1:2::3,2001:db8:1::/48",
        "[2001:db8:1:2::3]:443,2001:db8:1::/48",
        "2001:db8::1,2001:db8:0::/48",
        "::1,0:0:0::/48",
        "fe80::1%eth0,fe80:0:0::/48",
        "::ffff:203.0.113.7,203.0.113.0/24",
        "cloudformation.amazonaws.com,cloudformation.amazonaws.com",
        "AWS Internal,AWS Internal",
        "gce-internal-ip,gce-internal-ip"
    })
    void keepsTheNetworkOfAnAddressAndTheNameOfAService(String given, String kept) {
        assertThat(Masks.ip(given)).isEqualTo(kept);
    }

    @Test
    void masksEachOfSeveralAddresses() {
        assertThat(Masks.ip("203.0.113.7, 198.51.100.9")).isEqualTo("203.0.113.0/24, 198.51.100.0/24");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@203.0.113.7",
                "1.2.3",
                "a:b:c:d",
                "<203.0.113.7>",
                "203.0.113.7, <x>",
                "Ada Lovelace",
                "ada.lovelace",
                "ada",
                "203.0.113.7, ada"
            })
    void knowsNoMaskForWhatIsNeither(String given) {
        assertThat(Masks.ip(given)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:user/dept/alice,36",
        "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForSSO/ada@example.org,60",
        "arn:aws:sts::123456789012:assumed-role/ops/bob,43",
        "arn:aws:iam::123456789012:role/audit-keeper,43",
        "arn:aws:iam::123456789012:root,30",
        "arn:aws:s3:::papers,-1",
        "alice,-1"
    })
    void knowsWhereInAnArnAPersonsNameBegins(String arn, int at) {
        assertThat(Masks.nameInArn(arn)).isEqualTo(at);
    }

    @Test
    void keepsFourCharactersOfWhatIsLonger() {
        assertThat(Masks.last4("DE89370400440532013000")).isEqualTo("****3000");
        assertThat(Masks.last4("1234567")).isEqualTo("****");
    }
}
