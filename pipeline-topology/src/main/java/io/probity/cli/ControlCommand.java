package io.probity.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What engineers do with controls. */
@Command(
        name = "control",
        description = "Checks, tests, tries and publishes controls.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ControlLintCommand.class,
            ControlTestCommand.class,
            ControlEvalCommand.class,
            ControlDiffCommand.class,
            ControlPublishCommand.class
        })
final class ControlCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command: lint, test, eval, diff or publish");
    }
}
