package io.probity.cli;

import io.probity.app.OwnFiles;
import io.probity.keys.SubjectNames;
import io.probity.normalise.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Destroys the keys of data subjects. */
@Command(
        name = "erase",
        description = {
            "Destroys the keys of data subjects: what was encrypted about them can never be read again, and the log still verifies.",
            "All other keys are wrapped anew and the wrapping key before is destroyed, so that copies of the old files open nothing.",
            "There is no way back."
        },
        footer = {
            "",
            "Exit: 0 done, 1 failed, 2 wrong call.",
            "Example:",
            "  probity keys erase --config probity.yaml --source gitlab --id 4711 --target User/4711"
        },
        mixinStandardHelpOptions = true)
final class KeysEraseCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "whose ids they are; may be repeated; commands for those of orders. Default: every one")
    private List<String> sources = List.of();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description =
                    "a person, by actor.id as the source writes it, or by the name of one without an id; may be repeated")
    private List<String> ids = List.of();

    @Option(
            names = "--target",
            paramLabel = "TYPE/ID",
            description = {
                "what something was done to, by target.type and target.id; may be repeated. A type that ends in user, member, person,",
                "principal, identity or employee names a person, as --id does"
            })
    private List<String> targets = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var subjects = subjects();
        if (subjects.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name whom: --id, --target, or both");
        }
        var out = spec.commandLine().getOut();
        try (var ring = input.folder().open()) {
            for (var tenant : input.tenants()) {
                int destroyed = ring.store(tenant).destroy(subjects);
                out.println(tenant + ": " + destroyed + " keys destroyed, "
                        + ring.store(tenant).size() + " kept");
            }
        }
        return 0;
    }

    private List<String> subjects() {
        var names = sources.isEmpty()
                ? Stream.concat(
                                OwnFiles.of(input.settings()).sources().all().stream()
                                        .map(Source::name),
                                Stream.of(SubjectNames.COMMANDS))
                        .toList()
                : sources;
        var subjects = new ArrayList<String>();
        for (var source : names) {
            ids.forEach(id -> subjects.add(SubjectNames.person(source, id)));
            for (var target : targets) {
                int slash = target.indexOf('/');
                if (slash < 0) {
                    throw new ParameterException(spec.commandLine(), "--target is TYPE/ID, not " + target);
                }
                subjects.add(SubjectNames.target(source, target.substring(0, slash), target.substring(slash + 1)));
            }
        }
        return subjects;
    }
}
