package io.probity.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Subject;
import java.util.Arrays;

/**
 * The key of an entry on its way to the log, and where it goes.
 *
 * @param key the bytes on the wire
 * @param everywhere true: to every partition (definitions, commands, ticks); false: to the partition of the key
 */
public record EntryKey(byte[] key, boolean everywhere) {

    /** The key of what concerns one subject: all of it lands in one partition, in order. */
    public static EntryKey of(String tenant, Subject subject) {
        return new EntryKey(subjectKey(tenant, subject).getBytes(UTF_8), false);
    }

    /** The key of what every partition must see. */
    public static EntryKey everywhere(String name) {
        return new EntryKey(name.getBytes(UTF_8), true);
    }

    /** Tenant, kind and id as one text; the tenant first, so that a tenant's rows lie together in a store. */
    public static String subjectKey(String tenant, Subject subject) {
        return tenant + '|' + subject.getKind() + '/' + subject.getId();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryKey that && everywhere == that.everywhere && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
