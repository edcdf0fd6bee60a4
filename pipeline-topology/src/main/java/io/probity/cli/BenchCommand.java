package io.probity.cli;

import picocli.CommandLine.Command;

/** Measurements, each beside a baseline that is measured in the same run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures, each figure beside a baseline of the same run.",
            "",
            "Example: probity bench pipeline --partitions 1 --events 100000 --runs 3"
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchPipelineCommand.class,
            BenchChangeCommand.class,
            BenchDoorCommand.class,
            BenchRulesCommand.class,
            BenchTreeCommand.class
        })
final class BenchCommand {}
