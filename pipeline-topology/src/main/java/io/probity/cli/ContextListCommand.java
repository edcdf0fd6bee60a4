package io.probity.cli;

import io.probity.app.ContextLog;
import io.probity.app.Setting;
import io.probity.canonical.CanonicalJson;
import io.probity.context.ContextTable;
import io.probity.serve.RecordJson;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the rows that stand. */
@Command(
        name = "list",
        description = "Shows the rows that stand, one a line: table, key, and the row as JSON.",
        footer = {
            "",
            "Exit: 0 done, 1 broker or registry do not answer, 2 wrong call.",
            "Examples:",
            "  probity context list --config probity.yaml",
            "  probity context list --config probity.yaml users 42"
        },
        mixinStandardHelpOptions = true)
final class ContextListCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TABLE",
            description = "users, teams, calendars, resources or business; default: all of them")
    private @Nullable String table;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KEY",
            description = "one row, by its key; default: all of them")
    private @Nullable String key;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "whose rows; default: the setting tenant")
    private @Nullable String tenant;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var words = Arrays.stream(ContextTable.values()).map(ContextTable::word).toList();
        if (table != null && !words.contains(table)) {
            throw new ParameterException(
                    spec.commandLine(), "no table `" + table + "`: it is one of " + String.join(", ", words));
        }
        var settings = input.settings();
        var out = spec.commandLine().getOut();
        try (var log = ContextLog.open(settings)) {
            var rows = log.standing(tenant == null ? settings.text(Setting.TENANT) : tenant)
                    .rows();
            for (var of : ContextTable.values()) {
                if (table == null || of.word().equals(table)) {
                    rows.getOrDefault(of, Map.of()).forEach((name, row) -> {
                        if (key == null || name.equals(key)) {
                            out.println(of.word() + "\t" + name + "\t" + CanonicalJson.text(RecordJson.of(row)));
                        }
                    });
                }
            }
        }
        out.flush();
        return 0;
    }
}
