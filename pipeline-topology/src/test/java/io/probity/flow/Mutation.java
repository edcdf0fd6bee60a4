package io.probity.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.probity.canonical.CanonicalJson;
import io.probity.model.Reason;
import java.util.EnumSet;
import java.util.Set;

/**
 * One spoiled record.
 *
 * @param fault what was done to it, for the message of a test that fails
 * @param reasons the refusals that are right for it; empty: it may be refused for any reason, or taken
 * @param certain true: it must be refused
 */
record Mutation(String topic, byte[] value, String fault, Set<Reason> reasons, boolean certain) {

    /** The canonical bytes of one item of a record that can be read and carries several. */
    byte[] item(int number) {
        try {
            var record = CanonicalJson.read(new String(value, UTF_8).replaceFirst("^\uFEFF", ""));
            var items = record.isArray() ? record : record.path("Records");
            return CanonicalJson.text(items.get(number)).getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of several items cannot be read: " + fault, e);
        }
    }

    /** Must be refused for one of these reasons. */
    static Mutation refused(String topic, byte[] value, String fault, Reason first, Reason... more) {
        return new Mutation(topic, value, fault, EnumSet.of(first, more), true);
    }

    /** May be taken; if it is not, the reason is on the closed list. */
    static Mutation either(String topic, byte[] value, String fault) {
        return new Mutation(topic, value, fault, EnumSet.complementOf(EnumSet.of(Reason.UNKNOWN)), false);
    }
}
