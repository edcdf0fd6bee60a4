package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.ActorKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailDomainTest {
    @ParameterizedTest
    @CsvSource({
        "ada@Example.ORG,,example.org",
        "42,ada@mail.example.co.uk,mail.example.co.uk",
        "bot@project.iam.gserviceaccount.com,other@example.org,project.iam.gserviceaccount.com",
        "arn:aws:sts::111122223333:assumed-role/a/ada@example.org,,example.org",
        "ada@localhost,,",
        "@ada,,",
        "a@b@example.org,,",
        "ada@exa mple.org,,",
        "ada@-example.org,,",
        "ada,Ada,"
    })
    void isThatOfTheIdElseOfTheName(String id, String name, String domain) {
        var told = MailDomain.told(Actors.of(id, name, ActorKind.USER, true));

        assertThat(told.getDomain()).isEqualTo(domain);
        assertThat(told.getId()).isEqualTo(id);
        assertThat(told.getName()).isEqualTo(name);
        assertThat(told.getMfa()).isTrue();
    }

    @Test
    void isNotSoughtLong() {
        assertThat(MailDomain.of("a@" + "a-".repeat(100_000))).isNull();
        assertThat(MailDomain.of("a@" + "a.".repeat(100_000))).isNull();
    }
}
