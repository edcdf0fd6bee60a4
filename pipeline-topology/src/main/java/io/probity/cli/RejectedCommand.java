package io.probity.cli;

import picocli.CommandLine.Command;

/** What operators do with refused records. */
@Command(
        name = "rejected",
        description = "Lists refused records, repairs them and sends them again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RejectedListCommand.class, RejectedReplayCommand.class})
final class RejectedCommand {}
