package io.probity.cli;

import picocli.CommandLine.Command;

/** What engineers do with controls. */
@Command(
        name = "control",
        description = "Checks, tests, tries, publishes and exchanges controls.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ControlLintCommand.class,
            ControlSchemaCommand.class,
            ControlTestCommand.class,
            ControlEvalCommand.class,
            ControlBacktestCommand.class,
            ControlDiffCommand.class,
            ControlPublishCommand.class,
            ControlExportCommand.class,
            ControlImportCommand.class
        })
final class ControlCommand {}
