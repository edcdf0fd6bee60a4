package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.model.Warning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;

/** Test fixture: text in, drafts out, through the shipped sources. */
public final class Reading {
    private static final Sources SOURCES = Sources.shipped();

    private Reading() {}

    public static JsonNode json(String text) {
        return switch (JsonReader.standard().read(text.getBytes(StandardCharsets.UTF_8))) {
            case JsonText.Value(JsonNode json) -> json;
            case JsonText.Unreadable unreadable -> Assertions.fail(unreadable.toString());
        };
    }

    public static Source source(String name) {
        return SOURCES.named(name).orElseThrow();
    }

    public static List<Normalised> results(String source, String text, Map<String, String> headers) {
        return source(source).normalise(json(text), headers);
    }

    public static EventDraft event(String source, String text, Map<String, String> headers) {
        var results = results(source, text, headers);
        assertThat(results).hasSize(1);
        return switch (results.getFirst()) {
            case Normalised.Event event -> event.draft();
            case Normalised.Refused refused -> Assertions.fail(refused.toString());
        };
    }

    public static EventDraft event(String source, String text) {
        return event(source, text, Map.of());
    }

    public static Normalised.Refused refusal(String source, String text) {
        var results = results(source, text, Map.of());
        assertThat(results).hasSize(1).first().isInstanceOf(Normalised.Refused.class);
        return (Normalised.Refused) results.getFirst();
    }

    public static List<String> warnings(EventDraft draft) {
        return draft.warnings.stream().map(Warning::getCode).toList();
    }

    /** The lines of a fixture of ours. */
    public static List<String> fixture(String name) {
        try (InputStream lines = Reading.class.getResourceAsStream("/fixtures/" + name)) {
            return new String(Objects.requireNonNull(lines, name).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return Assertions.fail(e);
        }
    }
}
