package io.probity.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.keys.Aad;
import io.probity.keys.KeyFolder;
import io.probity.keys.SubjectNames;
import io.probity.transform.Protection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do that take keys. */
class KeysCommandTest {
    @TempDir
    private Path work;

    private StringWriter out = new StringWriter();
    private KeyFolder folder;

    @BeforeEach
    void init() {
        folder = new KeyFolder(work.resolve("keys"), null);
        folder.init("acme");
        folder.init("umbrella");
    }

    @Test
    void aTargetThatIsAPersonIsErasedAsThatPerson() {
        try (var ring = folder.open()) {
            ring.of("acme").of(SubjectNames.person("gitlab", "4711"));
            ring.of("acme").of(SubjectNames.target("gitlab", "Project", "7"));
        }

        assertThat(run("keys", "erase", "--tenant", "acme", "--source", "gitlab", "--target", "GroupMember/4711"))
                .isZero();
        assertThat(out.toString()).contains("acme: 1 keys destroyed, 1 kept");
        assertThat(run("keys", "erase", "--tenant", "acme", "--source", "gitlab", "--target", "Project/7"))
                .isZero();
        assertThat(out.toString()).contains("acme: 1 keys destroyed, 0 kept");
    }

    @Test
    void onlyWhatIsOfATenantThatIsNamedIsOpened() throws IOException {
        var records = Files.writeString(
                work.resolve("records"), event("acme", "\"tenant\":\"acme\",") + event("umbrella", ""));

        assertThat(run("reveal", "--tenant", "umbrella", "--in", records.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).doesNotContain("Ada of acme").contains("Ada of umbrella");
        assertThat(run("reveal", "--tenant", "umbrella", "--tenant", "acme", "--in", records.toString()))
                .isZero();
        assertThat(out.toString()).contains("Ada of acme").contains("Ada of umbrella");
    }

    @Test
    void revealShowsFreeFormPartsAsTheJsonThatTheyWere() throws Exception {
        assertThat(run("keys", "init", "--tenant", "acme")).isZero();
        var records = Files.writeString(
                folder.folder().resolve("records.ndjson"),
                "{\"id\":\"e-1\",\"eventType\":\"t\",\"tenant\":\"acme\",\"data\":{\"by\":%s},\"raw\":{\"by\":%s},\"around\":[{\"by\":%s}]}\n"
                        .formatted(
                                sealed("acme", "{\"who\":\"Ada\"}", "data/by"),
                                sealed("acme", "[1,\"Ada\"]", "raw/by"),
                                sealed("acme", "\"Ada\"", "around/by")));

        assertThat(run("reveal", "--in", records.toString())).isZero();
        assertThat(out.toString())
                .contains("\"data\":{\"by\":{\"who\":\"Ada\"}}", "\"raw\":{\"by\":[1,\"Ada\"]}")
                .contains("\"around\":[{\"by\":\"Ada\"}]");
    }

    @Test
    void revealShowsWhatPeopleSaidOfAViolation() throws Exception {
        assertThat(run("keys", "init", "--tenant", "acme")).isZero();
        var said = sealed("acme", Protection.commandSchema(), "o1", "a test project", "reason");
        var records = Files.writeString(
                folder.folder().resolve("violations.ndjson"),
                "{\"id\":\"v1\",\"tenant\":\"acme\",\"eventType\":\"t\",\"lastAction\":{\"command\":\"o1\",\"reason\":%s}}\n"
                        .formatted(said));

        assertThat(run("reveal", "--in", records.toString())).isZero();
        assertThat(out.toString()).contains("\"reason\":\"a test project\"");
    }

    @Test
    void whatSomebodyGaveAsReasonsIsErasedWithTheRest() {
        try (var ring = folder.open()) {
            ring.of("acme").of(SubjectNames.person(SubjectNames.COMMANDS, "4711"));
        }

        assertThat(run("keys", "erase", "--tenant", "acme", "--id", "4711")).isZero();
        assertThat(out.toString()).contains("acme: 1 keys destroyed");
    }

    private String event(String tenant, String tells) {
        return "{%s\"id\":\"e-1\",\"eventType\":\"t\",\"actor\":{\"name\":%s}}\n"
                .formatted(tells, sealed(tenant, "Ada of " + tenant, "actor/name"));
    }

    /** A value as event e-1 of a tenant has it at a path. */
    private String sealed(String tenant, String value, String path) {
        return sealed(tenant, Protection.eventSchema(), "e-1", value, path);
    }

    private String sealed(String tenant, String schema, String id, String value, String path) {
        try (var ring = folder.open()) {
            var keys = ring.of(tenant);
            var sealed = keys.cipher()
                    .seal(
                            keys.of(SubjectNames.person("gitlab", "4711")),
                            value.getBytes(UTF_8),
                            new Aad(tenant, schema, id),
                            path);
            return "{\"c\":\"%s\",\"k\":\"%s\"}"
                    .formatted(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Objects.requireNonNull(sealed.getC())
                                            .array()),
                            sealed.getK());
        }
    }

    private int run(String... args) {
        out = new StringWriter();
        var all = new java.util.ArrayList<>(java.util.List.of(args));
        all.addAll(java.util.List.of("--set", "protect.keys=" + folder.folder()));
        return Probity.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(all.toArray(String[]::new));
    }
}
