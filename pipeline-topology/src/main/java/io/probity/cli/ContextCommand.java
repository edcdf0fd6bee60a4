package io.probity.cli;

import picocli.CommandLine.Command;

/** What operators do with the tables that events are enriched from. */
@Command(
        name = "context",
        description =
                "Publishes and shows what events are enriched with: users, teams, calendars, resources, business.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ContextPublishCommand.class, ContextListCommand.class})
final class ContextCommand {}
