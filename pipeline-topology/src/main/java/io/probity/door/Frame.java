package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in the spool: magic, length of the payload, CRC-32C of length and payload (four bytes each, big-endian),
 * payload. The magic lets a reader find the next record behind one that is spoilt.
 *
 * @param bytes of the whole frame
 */
record Frame(DoorRecord record, Instant takenAt, int bytes) {
    /** Before the payload. */
    static final int HEAD = 12;

    /** Nothing the door takes is as large; a length beyond it is no length. */
    static final int MOST = 64 << 20;

    private static final int MAGIC = 0x50534631; // PSF1
    private static final byte VERSION = 1;
    private static final int NONE = -1;

    static byte[] encode(DoorRecord record, Instant takenAt) {
        byte[] topic = record.topic().getBytes(UTF_8);
        var names =
                record.headers().stream().map(it -> it.key().getBytes(UTF_8)).toList();
        int length = 1 + 8 + 4 + 4 + topic.length + 4 + size(record.key()) + 4 + 4 + record.value().length;
        for (int i = 0; i < names.size(); i++) {
            length += 8 + names.get(i).length + size(record.headers().get(i).value());
        }
        var buffer = ByteBuffer.allocate(HEAD + length).position(HEAD);
        buffer.put(VERSION).putLong(takenAt.toEpochMilli()).putInt(record.lane());
        put(buffer, topic);
        put(buffer, record.key());
        buffer.putInt(names.size());
        for (int i = 0; i < names.size(); i++) {
            put(buffer, names.get(i));
            put(buffer, record.headers().get(i).value());
        }
        put(buffer, record.value());
        byte[] frame = buffer.array();
        buffer.putInt(0, MAGIC).putInt(4, length).putInt(8, crc(frame, 0, length));
        return frame;
    }

    /**
     * Bytes that the frame at an offset would have, by what its head says.
     *
     * @return 0 where there is no head of a frame
     */
    static int announced(byte[] bytes, int offset) {
        if (bytes.length - offset < HEAD) {
            return 0;
        }
        var head = ByteBuffer.wrap(bytes, offset, HEAD);
        if (head.getInt() != MAGIC) {
            return 0;
        }
        int length = head.getInt();
        return length > 0 && length <= MOST ? HEAD + length : 0;
    }

    /** The frame at an offset; empty where there is none, or not all of it, or a spoilt one. */
    static Optional<Frame> at(byte[] bytes, int offset) {
        int size = announced(bytes, offset);
        if (size == 0 || size > bytes.length - offset) {
            return Optional.empty();
        }
        if (ByteBuffer.wrap(bytes).getInt(offset + 8) != crc(bytes, offset, size - HEAD)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(decode(ByteBuffer.wrap(bytes, offset + HEAD, size - HEAD), size));
        } catch (BufferUnderflowException | IllegalArgumentException otherVersion) {
            return Optional.empty();
        }
    }

    private static @Nullable Frame decode(ByteBuffer payload, int size) {
        if (payload.get() != VERSION) {
            return null;
        }
        var takenAt = Instant.ofEpochMilli(payload.getLong());
        int lane = payload.getInt();
        var topic = new String(needed(payload), UTF_8);
        byte[] key = get(payload);
        int count = payload.getInt();
        var headers = new ArrayList<Header>();
        for (int i = 0; i < count; i++) {
            headers.add(new RecordHeader(new String(needed(payload), UTF_8), get(payload)));
        }
        return new Frame(new DoorRecord(topic, lane, key, headers, needed(payload)), takenAt, size);
    }

    private static int crc(byte[] frame, int offset, int length) {
        var crc = new CRC32C();
        crc.update(frame, offset + 4, 4);
        crc.update(frame, offset + HEAD, length);
        return (int) crc.getValue();
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static void put(ByteBuffer into, byte @Nullable [] bytes) {
        if (bytes == null) {
            into.putInt(NONE);
        } else {
            into.putInt(bytes.length).put(bytes);
        }
    }

    private static byte[] needed(ByteBuffer from) {
        byte[] bytes = get(from);
        if (bytes == null) {
            throw new IllegalArgumentException("a part is missing");
        }
        return bytes;
    }

    private static byte @Nullable [] get(ByteBuffer from) {
        int length = from.getInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > from.remaining()) {
            throw new IllegalArgumentException("a part of " + length + " bytes");
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }
}
