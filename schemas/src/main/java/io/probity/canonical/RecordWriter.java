package io.probity.canonical;

import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** A record as a JSON object: members in the order they were compiled in, absent where null. */
record RecordWriter(String name, String path, List<Member> members) implements ValueWriter {
    /**
     * One member.
     *
     * @param lead {@code ,"name":} in bytes; for a constant member its value too
     * @param position of the field in the record; negative for a constant member
     * @param values null for a constant member
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Member(
            byte[] lead,
            int position,
            boolean nullable,
            @Nullable ValueWriter values) {
        static Member constant(String name, String value) {
            return new Member(JsonBytes.ascii(",\"" + name + "\":\"" + value + '"'), -1, false, null);
        }

        static Member field(String name, int position, boolean nullable, ValueWriter values) {
            return new Member(JsonBytes.ascii(",\"" + name + "\":"), position, nullable, values);
        }
    }

    @Override
    public void write(@Nullable Object value, JsonBytes out) {
        if (!(value instanceof IndexedRecord record)) {
            throw ValueWriter.mismatch(path, name, value);
        }
        int start = out.length();
        for (var member : members) {
            writeMember(member, record, out);
        }
        if (out.length() == start) {
            out.raw('{');
        } else {
            out.replace(start, '{'); // every member leads with a comma; the first one's makes way
        }
        out.raw('}');
    }

    private static void writeMember(Member member, IndexedRecord record, JsonBytes out) {
        if (member.values == null) {
            out.raw(member.lead);
            return;
        }
        Object value = record.get(member.position);
        if (value != null || !member.nullable) {
            out.raw(member.lead);
            member.values.write(value, out);
        }
    }
}
