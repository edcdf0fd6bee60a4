package io.probity.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FieldTagTest {
    @Test
    void listsWhatTheEventClassifiesByPath() {
        assertThat(FieldTag.of(AuditEvent.getClassSchema()))
                .contains(
                        new FieldTag("actor.id", "pii", "token"),
                        new FieldTag("actor.id.k", "public", ""),
                        new FieldTag("metadata.clientIp", "pii", "mask:ip"),
                        new FieldTag("subjects[].kind", "public", ""),
                        new FieldTag("data", "pii", "paths"))
                .isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()));
    }

    @Test
    void digestChangesWithATagAndWithNothingElse() {
        var digest = FieldTag.digest(schema("'audit.class':'pii'"));

        assertThat(FieldTag.digest(schema("'audit.class':'pii','doc':'more','default':''")))
                .isEqualTo(digest);
        assertThat(FieldTag.digest(schema("'audit.class':'secret'"))).isNotEqualTo(digest);
        assertThat(FieldTag.digest(schema("'audit.class':'pii','audit.protect':'drop'")))
                .isNotEqualTo(digest);
    }

    private static Schema schema(String properties) {
        return new Schema.Parser()
                .parse("{'type':'record','name':'R','fields':[{'name':'f','type':'string',%s}]}"
                        .formatted(properties)
                        .replace('\'', '"'));
    }
}
