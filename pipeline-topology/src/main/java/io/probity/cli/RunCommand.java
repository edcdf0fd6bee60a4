package io.probity.cli;

import io.probity.app.Pipeline;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One pipeline instance against a given Kafka and registry. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs one pipeline instance until it is told to stop. Settings: flags beat PROBITY_* variables beat the file.",
            "",
            "Example: probity run --config probity.yaml --set threads=2"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var pipeline = Pipeline.start(input.settings());
        Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close));
        spec.commandLine().getErr().println("endpoint " + pipeline.endpoint());
        new CountDownLatch(1).await();
        return 0;
    }
}
