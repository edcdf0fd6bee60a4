package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.normalise.Sources;
import io.probity.normalise.mapping.MappingFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator adds to what ships, and how a start ends that cannot have it. */
class OwnFilesTest {
    private static final String ACME = """
            source: %s
            version: 1
            shapes: events
            event: {type: {join: "acme.{/verb}"}}
            types: [{name: acme.*, category: governance}]
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void withoutSettingsWhatShipsIsAllThereIs() {
        var own = own(null, null);

        assertThat(own.isEmpty()).isTrue();
        assertThat(own.sources().all()).hasSameSizeAs(Sources.shipped().all());
    }

    @Test
    void filesAndFoldersAreReadAndRegistered() throws IOException {
        file("types/a.yaml", "- {name: our_deploy, crud: execute}\n");
        file("types/deep/b.json", "{\"name\": \"our_rollback\"}");
        file("types/readme.md", "no document");
        var more = file("more.yaml", "- {name: our_freeze}\n");
        file("mappings/acme.yaml", ACME.formatted("acme"));

        var sources = own(
                        folder.resolve("types") + ", " + more,
                        folder.resolve("mappings").toString())
                .sources();

        for (var word : List.of("our_deploy", "our_rollback", "our_freeze", "acme.read", "push")) {
            assertThat(sources.types().find(word)).as(word).isPresent();
        }
        assertThat(sources.named("acme")).isPresent();
        assertThat(sources.named("gitlab")).isPresent();
    }

    @Test
    void whatIsNotThereOrHoldsNothingIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("empty"));

        assertThatThrownBy(() -> own(folder.resolve("none").toString(), null))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting 'event.types' names " + folder.resolve("none"))
                .hasMessageContaining("which is not there: name a file, or a folder");
        assertThatThrownBy(() -> own(null, folder.resolve("empty").toString()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("setting 'mappings'")
                .hasMessageContaining("holds no .yaml, .yml or .json file");
    }

    @Test
    void everythingThatIsWrongInAFileIsNamedWithItsPlace() throws IOException {
        var types = file("types.yaml", "- name: a\n  scopes: [Project]\n- crud: paint\n");
        var mapping = file("acme.yaml", "source: acme\nversion: 1\nshapes: events\nunwarp: [/a]\n");
        var latin = folder.resolve("latin.yaml");
        Files.write(latin, "- {name: a, description: caf\u00e9}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> own(types, null))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("what setting 'event.types' names has errors: mend them, or take the file away")
                .hasMessageContaining(types + ":2:3: error: unknown key `scopes`; did you mean `scope`?")
                .hasMessageContaining(types + ":3:3: error: `name` is needed")
                .hasMessageContaining(types + ":3:3: error: `paint` is not one of");
        assertThatThrownBy(() -> own(null, mapping))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(mapping + ":4:1: error: unknown key `unwarp`; did you mean `unwrap`?");
        assertThatThrownBy(() -> own(latin.toString(), null))
                .hasMessage(latin + " of setting 'event.types' is not UTF-8: save it as that");
    }

    @Test
    void aSourceThatShipsKeepsItsName() throws IOException {
        for (var shipped : List.of("gitlab", "tailscale")) {
            var file = file(shipped + ".yaml", "# mine\n" + ACME.formatted(shipped));

            assertThatThrownBy(() -> own(null, file).sources())
                    .isInstanceOf(SettingException.class)
                    .hasMessage(
                            file + ":2:1: source `" + shipped + "` ships with the program: give yours another name");
        }
    }

    @Test
    void twoMappingsOfOneSourceAreNamedBoth() throws IOException {
        var one = file("a/one.yaml", ACME.formatted("acme"));
        var two = file("a/two.yaml", ACME.formatted("acme"));

        assertThatThrownBy(() -> own(null, folder.resolve("a").toString()).sources())
                .hasMessage(two + ":1:1: source `acme` is described already at " + one + ":1:1: remove one");
    }

    @Test
    void aTypeThatShipsInOtherWordsIsReplacedOnlyOnPurpose() throws IOException {
        var by = file("by.yaml", "- {name: push, crud: delete}\n");
        var on = file("on.yaml", "- {name: push, crud: delete, replaces: true}\n");

        assertThatThrownBy(() -> own(by, null).sources())
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(by + ":1:3: event type `push` is registered already");
        assertThat(own(on, null).sources().types().find("push")).isPresent();
    }

    /** With a schema that is only half understood everything would pass. */
    @Test
    void aDataSchemaThatIsNoneIsAnError() throws IOException {
        for (var schema : List.of(
                "{type: strnig}",
                "{properties: [a]}",
                "{allOf: [{$ref: other.json}]}",
                "{$ref: '#/no'}",
                "{pattern: '('}")) {
            var file = file("types.yaml", "- {name: a, data_schema: " + schema + "}\n");

            assertThatThrownBy(() -> own(file, null).sources())
                    .as(schema)
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith(file + ":1:3: `data_schema` of `a` is no JSON Schema (2020-12)");
        }
    }

    @Test
    void aMappingThatIsTriedTakesThePlaceOfItsNamesake() throws IOException {
        var own = own(file("types.yaml", "- {name: ours}\n"), file("acme.yaml", ACME.formatted("acme")));
        var tried = MappingFile.parse("new.yaml", ACME.formatted("acme").replace("version: 1", "version: 2"));

        var sources = own.trying(List.of(tried));

        assertThat(sources.named("acme"))
                .hasValueSatisfying(source -> assertThat(source.version()).isEqualTo(2));
        assertThat(sources.types().find("ours")).isPresent();
    }

    /** Tenants, keys and readers are asked one after the other at start: a file that is saved in between must not give two answers. */
    @Test
    void whoeverAsksWithTheSameSettingsHasTheSameFiles() throws IOException {
        var settings = Settings.of(null, Map.of(), Map.of("event.types", file("types.yaml", "- name: a\n")));
        var first = OwnFiles.of(settings);
        file("types.yaml", "- name: b\n");

        assertThat(OwnFiles.of(settings)).isSameAs(first);
        assertThat(first.sources().types().find("a")).isPresent();
    }

    /** What events tell of a subject is part of what derives a verdict; what people read of a type is not. */
    @Test
    void theBuildIsNamedByWhatOwnTypesTell() throws IOException {
        var named = build("- {name: a, facts: {b: data.b}}\n");

        assertThat(build("")).isEqualTo(EngineBuild.id());
        assertThat(named).matches("[^+]+\\+[0-9a-f]{12}\\+[0-9a-f]{12}").startsWith(EngineBuild.id() + '+');
        assertThat(build("- {name: a, description: It, facts: {b: data.b}}\n")).isEqualTo(named);
        assertThat(build("- {name: a, facts: {b: data.c}}\n")).isNotEqualTo(named);
    }

    private String build(String types) throws IOException {
        return EngineBuild.with(own(types.isEmpty() ? null : file("types.yaml", types), null)
                .sources()
                .types());
    }

    private static OwnFiles own(@Nullable String types, @Nullable String mappings) {
        var flags = new HashMap<String, String>();
        if (types != null) {
            flags.put("event.types", types);
        }
        if (mappings != null) {
            flags.put("mappings", mappings);
        }
        return OwnFiles.of(Settings.of(null, Map.of(), flags));
    }

    private String file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }
}
