package io.probity.draft;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Header;
import io.probity.model.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the items of a record carry on. */
class ArrivalTest {
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final byte[] ITEM = "{}".getBytes(UTF_8);

    /** 1,000 bytes of value, 3 of a name of one letter, 10 beside them; and the key twice. */
    private static final int BESIDE_EACH = 1_013 + 2 * KEY.length;

    private final List<Header> headers = List.of(new Header("h", ByteBuffer.allocate(1_000)));
    private final Arrival record = new Arrival(
            "acme", "generic", new Origin("raw", 2, 7L, 0), Instant.EPOCH, KEY, "[{},{}]".getBytes(UTF_8), headers);

    @Test
    void anItemHasItsPlaceItsOwnBytesAndWhatStoodBesideTheRecord() {
        var item = record.sharedBy((1 << 20) / BESIDE_EACH).item(3, LateBytes.of(ITEM));

        assertThat(item)
                .isEqualTo(
                        new Arrival("acme", "generic", new Origin("raw", 2, 7L, 3), Instant.EPOCH, KEY, ITEM, headers));
    }

    @Test
    void whatStoodBesideTheRecordIsLeftOutWhereItsCopiesWouldBeMoreThanARecord() {
        var item = record.sharedBy((1 << 20) / BESIDE_EACH + 1).item(3, LateBytes.of(ITEM));

        assertThat(item)
                .isEqualTo(new Arrival(
                        "acme", "generic", new Origin("raw", 2, 7L, 3), Instant.EPOCH, null, ITEM, List.of()));
    }
}
