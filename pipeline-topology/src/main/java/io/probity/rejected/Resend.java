package io.probity.rejected;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.EventDigest;
import io.probity.draft.Remains;
import io.probity.model.Header;
import io.probity.model.Rejection;
import io.probity.own.OwnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refused record as it goes back to where it came from.
 *
 * @param place {@link Place} of the refused record
 * @param refused the value as it is kept
 * @param value the value as it is sent
 */
public record Resend(
        Rejection rejection,
        String place,
        byte @Nullable [] refused,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Named> headers,
        Repair repair) {
    /** Names the refused record that this one is; of several times the last. */
    public static final String HEADER = "probity-replay-of";

    /** Type of the event that notes it. */
    public static final String NOTED = "rejected_replayed";

    /** A header of the record. */
    public record Named(String name, byte @Nullable [] value) {}

    /**
     * Makes ready to send.
     *
     * @throws UnsendableException saying why it cannot be sent
     */
    public static Resend of(Rejection rejection, Repair repair, RejectedBytes bytes) {
        if (rejection.getStage().equals("define")) {
            throw new UnsendableException("it is a definition: publish it again with `probity control publish`");
        }
        if (rejection.getStage().equals("order")) {
            throw new UnsendableException(
                    "it is a command: order it again with `probity violation` or `probity refresh`");
        }
        var refused = bytes.of(rejection.getValue());
        if (!(repair instanceof Repair.Replace) && Remains.isBeginning(refused, rejection.getDetail())) {
            throw new UnsendableException("only the first " + Remains.BEGINNING
                    + " bytes of it were kept: it was over 3 MiB; give the whole value");
        }
        var headers = new ArrayList<Named>();
        for (Header header : rejection.getHeaders()) {
            if (!header.getKey().equals(HEADER)) {
                headers.add(new Named(header.getKey(), bytes.of(header.getValue())));
            }
        }
        return new Resend(
                rejection,
                Place.of(rejection.getOrigin()),
                refused,
                bytes.of(rejection.getKey()),
                repair.applied(refused),
                headers,
                repair);
    }

    /**
     * The event that notes it.
     *
     * @param before how often it was sent again before
     */
    public OwnEvent note(String operator, String why, Instant at, int before) {
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("origin", place)
                .put("topic", rejection.getOrigin().getTopic())
                .put("stage", rejection.getStage())
                .put("refusal", rejection.getReason().name())
                .put("why", why)
                .put("change", repair.name())
                .put("refusedDigest", hex(refused))
                .put("sentDigest", hex(value));
        var change = repair.digest();
        if (change != null) {
            data.put("changeDigest", change);
        }
        var id = OwnEvent.id(NOTED, List.of(rejection.getTenant(), place, Integer.toString(before)));
        return new OwnEvent(rejection.getTenant(), id, NOTED, at, rejection.getSource(), operator, data);
    }

    private static String hex(byte @Nullable [] bytes) {
        return EventDigest.hex(EventDigest.sha256(bytes == null ? new byte[0] : bytes));
    }
}
