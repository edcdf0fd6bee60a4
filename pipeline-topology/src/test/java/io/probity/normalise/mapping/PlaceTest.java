package io.probity.normalise.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.normalise.Item;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final JsonNode OBJECT = json("""
            {"a": {"b": "deep", "c/d": "slash", "x~y": "tilde", "0": "named nought"},
             "list": [{"kind": "User", "id": 1}, {"kind": "Group", "id": 2}, {"kind": "User", "id": 3}],
             "none": null,
             "wrapped": "{\\"in\\": [\\"text\\"]}",
             "broken": "{not json"}
            """);

    @ParameterizedTest
    @CsvSource({
        "/a/b, deep",
        "/a/c~1d, slash",
        "/a/x~0y, tilde",
        "/a/0, named nought",
        "/list/1/id, 2",
        "/list/-1/id, 3",
        "/list/[kind=Group]/id, 2",
        "/list/[id=3]/kind, User",
        "/wrapped/in/0, text",
    })
    void findsOneValue(String path, String value) {
        assertThat(texts(path)).containsExactly(value);
    }

    @Test
    void findsEachInOrder() {
        assertThat(texts("/list/*/id")).containsExactly("1", "2", "3");
        assertThat(texts("/list/[kind=User]/id")).containsExactly("1", "3");
        assertThat(texts("/a/*")).containsExactly("deep", "slash", "tilde", "named nought");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/missing/deeper",
                "/a/b/c",
                "/list/9/id",
                "/list/-4/id",
                "/list/[kind=Robot]/id",
                "/broken/not",
                "/a/[b=deep]"
            })
    void findsNothingWhereNothingIs(String path) {
        assertThat(Place.parse(path).in(OBJECT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "", "/a/"})
    void refusesWhatIsNoPath(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Place.parse(text)).withMessageContaining("is no path");
    }

    @Test
    void namesItsMembersForTheTableOfClasses() {
        assertThat(Place.parse("/list/*/[kind=User]/0/id").names()).containsExactly("list", "id");
    }

    private static List<String> texts(String path) {
        return Place.parse(path).in(OBJECT).stream().map(Item::scalar).toList();
    }

    private static JsonNode json(String text) {
        return ((JsonText.Value) JsonReader.read(text)).json();
    }
}
