package io.probity.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a request.
 *
 * @param digest SHA-256 of the record's value in hexadecimal; null where there is no record, and where no receipt is wanted: what
 *     was accepted is then no item of the answer
 * @param topic that it is on, or will be
 */
record Result(@Nullable String digest, String topic, Sent sent) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_OF_ONE = 220;

    /** What stands in each item of nearly every answer, encoded once. */
    private static final SerializableString INDEX = new SerializedString("index");

    private static final SerializableString STATUS = new SerializedString("status");
    private static final SerializableString ACCEPTED = new SerializedString("accepted");
    private static final SerializableString RECEIPT = new SerializedString("receipt");
    private static final SerializableString DIGEST = new SerializedString("digest");
    private static final SerializableString TOPIC = new SerializedString("topic");
    private static final SerializableString PARTITION = new SerializedString("partition");
    private static final SerializableString OFFSET = new SerializedString("offset");

    boolean isAccepted() {
        return sent instanceof Sent.Written || sent instanceof Sent.Spooled;
    }

    boolean isNotTaken() {
        return sent instanceof Sent.NotTaken;
    }

    boolean isRefused() {
        return sent instanceof Sent.Refused;
    }

    /** The answer to a request, by which the sender knows what to send again. */
    static byte[] body(List<Result> results) {
        return body(results, null, 0, "");
    }

    /**
     * The same as a problem of RFC 9457, with the results beside its own members.
     *
     * @param title null for no problem
     */
    static byte[] body(List<Result> results, @Nullable String title, int status, String detail) {
        var bytes = new ByteArrayBuilder(64 + BYTES_OF_ONE * results.size());
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (title != null) {
                json.writeStringField("type", "about:blank");
                json.writeStringField("title", title);
                json.writeNumberField("status", status);
                json.writeStringField("detail", detail);
            }
            json.writeNumberField("accepted", count(results, Result::isAccepted));
            json.writeNumberField("refused", count(results, Result::isRefused));
            long notTaken = count(results, Result::isNotTaken);
            if (notTaken > 0) {
                json.writeNumberField("notTaken", notTaken);
            }
            json.writeArrayFieldStart("items");
            for (int i = 0; i < results.size(); i++) {
                var each = results.get(i);
                if (each.digest != null || !each.isAccepted()) {
                    each.write(json, i);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static long count(List<Result> results, Predicate<Result> which) {
        return results.stream().filter(which).count();
    }

    private void write(JsonGenerator json, int index) throws IOException {
        json.writeStartObject();
        number(json, INDEX, index);
        switch (sent) {
            case Sent.Written(int partition, long offset) -> {
                receipt(json);
                number(json, PARTITION, partition);
                number(json, OFFSET, offset);
                json.writeEndObject();
            }
            case Sent.Spooled() -> {
                receipt(json);
                json.writeBooleanField("spooled", true);
                json.writeEndObject();
            }
            case Sent.NotTaken(var reason, var detail) -> said(json, "not_taken", reason, detail);
            case Sent.Refused(var reason, var detail) -> said(json, "refused", reason, detail);
        }
        json.writeEndObject();
    }

    private void receipt(JsonGenerator json) throws IOException {
        json.writeFieldName(STATUS);
        json.writeString(ACCEPTED);
        json.writeFieldName(RECEIPT);
        json.writeStartObject();
        json.writeFieldName(DIGEST);
        json.writeString("sha256:" + digest);
        json.writeFieldName(TOPIC);
        json.writeString(topic);
    }

    private static void said(JsonGenerator json, String status, String reason, String detail) throws IOException {
        json.writeStringField("status", status);
        json.writeStringField("reason", reason);
        json.writeStringField("detail", detail);
    }

    private static void number(JsonGenerator json, SerializableString name, long number) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(number);
    }
}
