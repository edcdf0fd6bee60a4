package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.draft.FieldClass;
import io.probity.draft.PathTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds each source's field table against the fixtures. */
class FieldTableLintTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** Paths that nobody classified on purpose: they name people or hold free text, so they are personal. */
    private static final List<String> KNOWN_PERSONAL = List.of(
            "author_id",
            "author_name",
            "ip_address",
            "user",
            "user_id",
            "user_name",
            "user_username",
            "user_email",
            "username",
            "commit",
            "group_name",
            "short_sha",
            "environment_external_url",
            "title",
            "target_details",
            "ref",
            "details",
            "custom_message",
            "approvers",
            "approving_committers",
            "from",
            "to",
            "as",
            "userIdentity",
            "sourceIPAddress",
            "userAgent",
            "errorMessage",
            "userName",
            "object_attributes");

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "cloudtrail"})
    void everyPathOfAFixtureIsClassifiedOrKnownToBePersonal(String source) {
        var unclassified = new TreeSet<String>();
        for (var line : Reading.fixture(source + ".ndjson")) {
            walk(
                    Reading.json(line),
                    new ArrayList<>(),
                    Reading.source(source).fields().raw(),
                    unclassified);
        }
        assertThat(unclassified).isEmpty();
    }

    private static void walk(JsonNode value, List<String> path, PathTable table, Set<String> unclassified) {
        if (value.isArray()) {
            value.forEach(item -> walk(item, path, table, unclassified));
        } else if (value.isObject()) {
            for (var member : value.properties()) {
                var below = new ArrayList<>(path);
                below.add(member.getKey());
                walk(member.getValue(), below, table, unclassified);
            }
        } else if (table.classOf(path) == null && path.stream().noneMatch(KNOWN_PERSONAL::contains)) {
            unclassified.add("/" + String.join("/", path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "cloudtrail", "generic", "canonical"})
    void noSecretOfAFixtureIsKept(String source) {
        for (var line : Reading.fixture(source + ".ndjson")) {
            var draft = Reading.event(source, line);
            var raw =
                    draft.raw == null ? "" : draft.fields.projectRaw(draft.raw).toString();
            assertThat(raw + draft.data()).doesNotContain("must-not-stay").doesNotContain("FixtureKey");
        }
    }

    /** A path that is called secret and drops nothing would be a promise that nobody keeps. */
    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "cloudtrail", "generic", "canonical"})
    void everySecretPathDropsWhatItNames(String source) throws IOException {
        var fields = Reading.source(source).fields();
        var file = new YAMLMapper()
                .readTree(Objects.requireNonNull(
                        getClass().getResourceAsStream("/normalise/" + source + "/fields.yaml"), source));
        for (var part : List.of("raw", "data")) {
            for (var path : file.path(part).path("secret")) {
                var object = holding(path.textValue());
                var kept = part.equals("raw") ? fields.projectRaw(object) : fields.projectData(object);
                assertThat(kept.toString()).as(part + path).doesNotContain("must-not-stay");
            }
        }
        assertThat(fields.raw().classOf(List.of("any", "depth", "PASSWORD")) == FieldClass.SECRET
                        || fields.data().classOf(List.of("any", "depth", "PASSWORD")) == FieldClass.SECRET)
                .isTrue();
    }

    private static ObjectNode holding(String path) throws JsonProcessingException {
        var object = JSON.createObjectNode();
        var inner = object;
        var segments = path.replace("/**/", "/some/depth/").substring(1).split("/", -1);
        for (int i = 0; i < segments.length - 1; i++) {
            inner = inner.putObject(segments[i]);
        }
        inner.put(segments[segments.length - 1], "must-not-stay");
        return object;
    }
}
