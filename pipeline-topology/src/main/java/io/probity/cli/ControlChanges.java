package io.probity.cli;

import io.probity.app.DefinitionLog;
import io.probity.app.OwnFiles;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.DefinitionChanges;
import io.probity.evaluate.catalog.Definitions;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code control diff} and {@code control publish} share: the files, the log, and the difference in words. */
final class ControlChanges {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> paths;

    @Option(
            names = "--as",
            paramLabel = "ACTOR",
            description =
                    "who publishes, by the name that waivers and pass-throughs would have as approver; nobody may approve"
                            + " what he publishes. It is a claim that nobody proves")
    private @Nullable String actor;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What is done with the log and the changes. */
    @FunctionalInterface
    interface With {
        int apply(DefinitionLog log, DefinitionChanges changes) throws Exception;
    }

    /** Checks the files, reads the log, compares. */
    int with(With work) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        if (actor != null && actor.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--as may not be empty: leave it out where nobody is named");
        }
        var settings = input.settings();
        var files = ControlFiles.linted(spec.commandLine(), paths, OwnFiles.of(settings));
        var errors = ControlFiles.errors(files);
        if (!errors.isEmpty()) {
            errors.forEach(err::println);
            return 1;
        }
        try (var log = DefinitionLog.open(settings)) {
            return work.apply(log, DefinitionChanges.between(wanted(files, actor), log.published()));
        }
    }

    /** Whether somebody is named as who publishes. */
    boolean isSigned() {
        return actor != null;
    }

    private static List<Definition> wanted(List<CatalogFile> files, @Nullable String publisher) {
        return Definitions.publish(CatalogFile.together(files), "").stream()
                .filter(definition -> definition.getKind() != DefinitionKind.COMMIT)
                .map(definition -> Definition.newBuilder(definition)
                        .setPublishedBy(publisher)
                        .build())
                .toList();
    }

    /** One line a change, and a sum. */
    void tell(DefinitionChanges changes, PrintWriter out) {
        changes.added().forEach(it -> out.println("+ " + words(it)));
        for (var it : changes.changed()) {
            out.println("~ " + words(it.after()) + " (was " + it.before().getVersion() + ")");
            if (it.after().getEffectiveFrom().isBefore(it.before().getEffectiveFrom())) {
                out.println("  begins before it, so that events since "
                        + it.before().getEffectiveFrom() + " are judged by version "
                        + it.before().getVersion() + " as before: move `effectiveFrom`");
            }
        }
        changes.sameVersion()
                .forEach(it -> out.println("! " + words(it.after()) + " changed and its version did not: raise it"));
        changes.left()
                .forEach(it -> out.println("  " + words(it)
                        + " is not in these files and stays; to end it, publish it with `retired: true`"));
        out.println(changes.added().size() + " new, " + changes.changed().size() + " changed, "
                + changes.sameVersion().size() + " changed without a new version, "
                + changes.unchanged().size() + " as they are, " + changes.left().size() + " not in these files");
        out.flush();
    }

    private static String words(Definition definition) {
        return definition.getKind().name().toLowerCase(Locale.ROOT) + " " + definition.getId() + " version "
                + definition.getVersion();
    }
}
