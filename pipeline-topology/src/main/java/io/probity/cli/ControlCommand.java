package io.probity.cli;

import picocli.CommandLine.Command;

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
final class ControlCommand {}
