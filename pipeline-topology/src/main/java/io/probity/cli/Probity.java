package io.probity.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The front door: one subcommand each for what Probity can do. */
@Command(
        name = "probity",
        description = "A compliance system of record.",
        mixinStandardHelpOptions = true,
        version = "probity 1",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "In a checkout, ./probity also knows test (every check and test), soak (the long runs that CI leaves out), engines"
                    + " and jdk."
        },
        subcommands = {
            DemoCommand.class,
            BenchCommand.class,
            RunCommand.class,
            DoorCommand.class,
            ReplayCommand.class,
            ViolationCommand.class,
            ReviewCommand.class,
            RefreshCommand.class,
            RejectedCommand.class,
            TopologyCommand.class,
            NormaliseCommand.class,
            SourcesCommand.class,
            ControlCommand.class,
            ContextCommand.class,
            KeysCommand.class,
            RevealCommand.class
        })
public final class Probity {
    private Probity() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, its output in UTF-8 whatever the locale says: JSON is UTF-8. */
    public static CommandLine commandLine() {
        return new CommandLine(new Probity())
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err))
                .setExecutionExceptionHandler(new Failures());
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
