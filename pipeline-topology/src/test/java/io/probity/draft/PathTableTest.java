package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {
    private final PathTable table = new PathTable(Map.of(
            "/a", FieldClass.INTERNAL,
            "/a/name", FieldClass.PII,
            "/*/key", FieldClass.SECRET,
            "/**/password", FieldClass.SECRET,
            "/with~1slash", FieldClass.PUBLIC,
            "/a/key/open", FieldClass.PUBLIC));

    @Test
    void givesTheClassOfTheLongestPathAndKeepsASecretSecret() {
        assertThat(table.classOf(List.of("a", "b", "c"))).isEqualTo(FieldClass.INTERNAL);
        assertThat(table.classOf(List.of("a", "name"))).isEqualTo(FieldClass.PII);
        assertThat(table.classOf(List.of("a", "key", "open"))).isEqualTo(FieldClass.SECRET);
        assertThat(table.classOf(List.of("x", "y", "PassWord"))).isEqualTo(FieldClass.SECRET);
        assertThat(table.classOf(List.of("with/slash"))).isEqualTo(FieldClass.PUBLIC);
        assertThat(table.classOf(List.of("unheard"))).isNull();
    }

    @Test
    void dropsSecretsInObjectsInArraysToo() throws JsonProcessingException {
        var object = (ObjectNode)
                new JsonMapper()
                        .readTree(
                                "{\"list\":[{\"password\":1,\"x\":2},[{\"password\":1}]],\"a\":{\"key\":{\"open\":1},\"b\":1}}");

        assertThat(table.project(object).toString()).isEqualTo("{\"list\":[{\"x\":2},[{}]],\"a\":{\"b\":1}}");
    }

    @Test
    void keepsThatASecretWasThereWhereTheProviderHidItItself() throws JsonProcessingException {
        var object = (ObjectNode) new JsonMapper()
                .readTree("{\"x\":{\"password\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"},\"password\":\"hunter2\"}");

        assertThat(table.project(object).toString())
                .isEqualTo("{\"x\":{\"password\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}}");
    }

    /** Whoever sends events makes up names, and may nest them. */
    @Test
    void remembersNoMoreThanItMayWhateverNamesCome() {
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 100; j++) {
                table.classOf(List.of("n" + i, "m" + i + "-" + j, "o" + j));
            }
            table.classOf(List.of("long".repeat(1_000) + i));
        }

        assertThat(table.remembered()).isEqualTo(4_096);
        assertThat(table.places()).isLessThan(20);
        assertThat(table.classOf(List.of("never-met", "any", "PASSWORD"))).isEqualTo(FieldClass.SECRET);
        assertThat(table.classOf(List.of("a", "key", "open"))).isEqualTo(FieldClass.SECRET);
    }

    @Test
    void refusesAPathThatIsNoPointer() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PathTable(Map.of("a", FieldClass.PII)));
    }

    /** Read as names they would classify nothing, and what was meant to be dropped would stay. */
    @ParameterizedTest
    @ValueSource(strings = {"/payload/**/token", "/**/auth/token", "/**", "/payload/**", "/**/**", "/*/**/token"})
    void refusesAnyDepthWhereItWouldNeverBeMet(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PathTable(Map.of(path, FieldClass.SECRET)))
                .withMessageContaining(path + " would never be met");
    }
}
