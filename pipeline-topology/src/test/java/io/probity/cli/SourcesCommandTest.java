package io.probity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Category;
import io.probity.normalise.Reading;
import io.probity.normalise.Sources;
import io.probity.normalise.mapping.MappingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sources lint, sources test and normalise --mapping say, and how they end. */
class SourcesCommandTest {
    private static final String MAPPING = """
            source: acme
            version: 1
            shapes: events
            event: {id: /id, type: {join: "acme.{/verb}"}, time: /at, outcome: /how, actor: {id: /who}, scope: {id: /who}}
            fields: {public: [/id, /verb, /at, /how, /who]}
            tests:
            - {name: one, given: {id: e-1, verb: read}, expect: {id: %s}}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theMappingsThatShipAreLookedAtWhereNoneIsNamed() {
        assertThat(run("sources", "lint")).isZero();
        assertThat(out.toString()).contains("mappings: 0 errors, 0 warnings");
        assertThat(run("sources", "test")).isZero();
        assertThat(out.toString()).contains(" 0 failed").contains("tailscale: ");
    }

    @Test
    void aGoodMappingPasses() throws IOException {
        var file = file("acme.yaml", MAPPING.formatted("e-1"));

        assertThat(run("sources", "lint", file)).isZero();
        assertThat(out.toString()).contains("1 mappings: 0 errors, 0 warnings");
        assertThat(run("sources", "test", file)).isZero();
        assertThat(out.toString()).contains("1 tests, 1 passed, 0 failed");
    }

    @Test
    void aTestThatFailsSaysWhatItMissed() throws IOException {
        assertThat(run("sources", "test", file("acme.yaml", MAPPING.formatted("e-2"))))
                .isEqualTo(1);
        assertThat(err.toString()).contains("acme: one: id must be `e-2`, was `e-1`");
    }

    @Test
    void aBrokenMappingNamesFileAndLine() throws IOException {
        var file = file("acme.yaml", "source: acme\nversion: 1\nshapes: events\nunwarp: [/a]\n");

        assertThat(run("sources", "lint", file)).isEqualTo(1);
        assertThat(err.toString()).contains(file + ":4:1: error: unknown key `unwarp`; did you mean `unwrap`?");
        assertThat(run("sources", "test", file)).isEqualTo(1);
        assertThat(run("normalise", "--mapping", file, "--in", file("none.ndjson", "")))
                .isEqualTo(2);
    }

    @Test
    void twoMappingsOfOneSourceOrOneTypeAreToldWithBothPlaces() throws IOException {
        var one = file("a.yaml", MAPPING.formatted("e-1") + "types:\n- {name: acme.*, category: governance}\n");
        var other = file(
                "b.yaml",
                MAPPING.formatted("e-1").replace("source: acme", "source: other")
                        + "types:\n- {name: acme.*, category: user_interaction}\n");

        assertThat(run("sources", "lint", one, other)).isEqualTo(1);
        assertThat(err.toString())
                .contains(other
                        + ":9:3: error: event type `acme.*` is registered already by source `acme`, in other words, at "
                        + one + ":9:3: remove one");
        assertThat(out.toString()).contains("2 mappings: 1 errors, 0 warnings");

        var same = file(
                "b.yaml",
                MAPPING.formatted("e-1").replace("source: acme", "source: other")
                        + "types:\n- {name: acme.*, category: governance}\n");
        err.getBuffer().setLength(0);
        assertThat(run("sources", "lint", one, same)).isZero();
        assertThat(err.toString()).contains(same + ":9:3: warning: ").contains("in the same words, at " + one + ":9:3");

        var again = file("c.yaml", MAPPING.formatted("e-1"));
        err.getBuffer().setLength(0);
        assertThat(run("sources", "lint", one, again)).isEqualTo(1);
        assertThat(err.toString())
                .contains(again + ":1:1: error: source `acme` is described already at " + one + ":1:1")
                .contains("audit.raw.acme");
    }

    @Test
    void aMappingThatClaimsWhatShipsIsToldWhereThatStands() throws IOException {
        var types = "types:\n- {name: tailscale.*, category: governance}\n";
        var mine = file("a.yaml", MAPPING.formatted("e-1") + types);
        assertThat(run("sources", "lint", mine)).isEqualTo(1);
        assertThat(err.toString())
                .contains(mine + ":9:3: error: event type `tailscale.*` is registered already by source `tailscale`")
                .contains("normalise/mappings/tailscale.yaml:")
                .contains("replaces: true");

        var replacing =
                file("a.yaml", MAPPING.formatted("e-1") + types.replace("governance", "governance, replaces: true"));
        assertThat(run("sources", "lint", replacing)).isZero();
        var parsed = MappingFile.parse(replacing, Files.readString(Path.of(replacing)));
        assertThat(Sources.with(List.of(), List.of(parsed)).types().find("tailscale.x"))
                .as("what lint lets pass, a start takes")
                .hasValueSatisfying(type -> assertThat(type.category()).isEqualTo(Category.GOVERNANCE));

        err.getBuffer().setLength(0);
        var second = file(
                "c.yaml",
                MAPPING.formatted("e-1").replace("source: acme", "source: other")
                        + types.replace("governance", "infrastructure, replaces: true"));
        assertThat(run("sources", "lint", replacing, second)).isEqualTo(1);
        assertThat(err.toString())
                .contains(second + ":9:3: error: event type `tailscale.*` is registered already by source `acme`")
                .contains("remove one")
                .doesNotContain("replaces: true");

        err.getBuffer().setLength(0);
        assertThat(run(
                        "sources",
                        "lint",
                        file("b.yaml", MAPPING.formatted("e-1").replace("source: acme", "source: gitlab"))))
                .isEqualTo(1);
        assertThat(err.toString()).contains("source `gitlab` ships with the program, as code");
    }

    @Test
    void lintReportsAsJsonWhatControlLintDoes() throws IOException {
        var file = file("acme.yaml", "source: acme\nversion: 1\nshapes: events\nunwarp: [/a]\n");

        assertThat(run("sources", "lint", "--json", "-", file)).isEqualTo(1);
        var report = Reading.json(out.toString());
        assertThat(report.get("files").asInt()).isEqualTo(1);
        assertThat(report.get("problems").get(0)).isEqualTo(Reading.json("""
                {"level": "ERROR", "file": "%s", "line": 4, "column": 1,
                 "message": "unknown key `unwarp`; did you mean `unwrap`?"}""".formatted(file)));
        assertThat(err.toString()).contains("1 mappings: 1 errors");
    }

    @Test
    void testReportsEachTestAsJson() throws IOException {
        var report = folder.resolve("report.json");

        assertThat(run("sources", "test", "--json", report.toString(), file("acme.yaml", MAPPING.formatted("e-2"))))
                .isEqualTo(1);
        assertThat(Reading.json(Files.readString(report))).isEqualTo(Reading.json("""
                [{"source": "acme", "test": "one", "passed": false, "faults": ["id must be `e-2`, was `e-1`"]}]"""));
        assertThat(out.toString()).contains("1 tests, 0 passed, 1 failed");
    }

    @Test
    void mappingsOfOnesOwnAreListedAndNormalise() throws IOException {
        var file = file("acme.yaml", MAPPING.formatted("e-1"));
        var events = file("events.ndjson", "{\"id\": \"e-9\", \"verb\": \"read\", \"who\": \"mia\"}\n");

        assertThat(run("sources", "--mappings", file)).isZero();
        assertThat(out.toString()).contains("acme ").contains("gitlab ");
        assertThat(run("normalise", "--mappings", file, "--source", "acme", "--in", events))
                .isZero();
        assertThat(out.toString()).contains("\"eventType\":\"acme.read\"").contains("\"TYPE_UNREGISTERED");
        var types = file("types.yaml", "- name: acme.*\n");
        out.getBuffer().setLength(0);
        assertThat(run("normalise", "--mapping", file, "--event-types", types, "--in", events))
                .isZero();
        assertThat(out.toString()).contains("acme.read").doesNotContain("TYPE_UNREGISTERED");
    }

    @Test
    void aBrokenFileOfOnesOwnIsAWrongCall() throws IOException {
        var file = file("types.yaml", "- nam: a\n");

        assertThat(run("sources", "--event-types", file)).isEqualTo(2);
        assertThat(err.toString()).contains(file + ":1:3: error: unknown key `nam`; did you mean `name`?");
    }

    @Test
    void anEmptyFolderIsAWrongCall() {
        assertThat(run("sources", "lint", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("nothing to look at");
        assertThat(run("sources", "test", folder.toString())).isEqualTo(2);
    }

    @Test
    void aFileIsReadAsItIsNamed() throws IOException {
        assertThat(run("sources", "lint", file("acme.txt", MAPPING.formatted("e-1"))))
                .isZero();
        assertThat(out.toString()).contains("1 mappings");
    }

    @Test
    void aMappingOfOnesOwnIsTriedOnAFile() throws IOException {
        var events = file("events.ndjson", "{\"id\": \"e-9\", \"verb\": \"read\", \"who\": \"mia\"}\n");

        assertThat(run("normalise", "--mapping", file("acme.yaml", MAPPING.formatted("e-1")), "--in", events))
                .isZero();
        assertThat(out.toString()).contains("\"eventType\":\"acme.read\"").contains("\"id\":\"e-9\"");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        return Probity.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
