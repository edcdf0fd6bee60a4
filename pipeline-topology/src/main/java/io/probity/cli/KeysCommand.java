package io.probity.cli;

import picocli.CommandLine.Command;

/** The keys that personal values are kept under. */
@Command(
        name = "keys",
        description =
                "Makes, lists, rotates and destroys the keys that personal values are kept under; docs/protection.md.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeysInitCommand.class,
            KeysListCommand.class,
            KeysRotateCommand.class,
            KeysEraseCommand.class,
            KeysTokenCommand.class
        })
final class KeysCommand {}
