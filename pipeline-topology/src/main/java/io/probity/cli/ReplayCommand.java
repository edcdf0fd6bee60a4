package io.probity.cli;

import io.probity.app.Replay;
import io.probity.app.Setting;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The proof that everything behind the log is derived from it: derived once more, and compared. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the ledger once more and compares what it writes with the live topics.",
            "It reads what the live one has read of audit.accepted, writes to topics with a prefix, and compares sealed"
                    + " leaves, the heads of their trees, decisions, adherence, its changes, violations and findings, record by record. The live"
                    + " pipeline may go on meanwhile.",
            "Balances are exempt: how often a count is told depends on when a task was started; its last word does not.",
            "The settings must be those of the live pipeline. The prefixed topics stay; everything else of the replay goes.",
            "",
            "Example: probity replay --prefix check1. --config probity.yaml"
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--prefix",
            required = true,
            paramLabel = "P",
            description = "Put before the names of the topics; letters, digits, dots and underscores.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String prefix;

    @Option(names = "--again", description = "Delete the topics of an earlier replay with this prefix first.")
    private boolean again;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        var report = Replay.run(
                input.settings(Map.of(Setting.LEDGER_PREFIX.key(), prefix)),
                again,
                line -> err.println("replay: " + line));
        json.people().println(report.table());
        json.write(report.json());
        if (!report.equal()) {
            err.println("probity replay: the replayed topics differ from the live ones");
        }
        return report.equal() ? 0 : 1;
    }
}
