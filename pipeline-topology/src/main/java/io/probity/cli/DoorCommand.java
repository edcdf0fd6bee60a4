package io.probity.cli;

import io.probity.app.DoorRole;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The HTTP doors of intake by themselves. */
@Command(
        name = "door",
        mixinStandardHelpOptions = true,
        description = {
            "Takes events over HTTP and writes them to the topics of their sources, until it is told to stop. Needs Kafka, and no"
                    + " registry and no keys; while Kafka is away, events wait on the disk. docs/doors.md says who may post"
                    + " what.",
            "",
            "Example: probity door --config probity.yaml --set http.port=8090"
        })
final class DoorCommand implements Callable<Integer> {
    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var door = DoorRole.start(input.settings());
        Runtime.getRuntime().addShutdownHook(new Thread(door::close));
        spec.commandLine().getErr().println("endpoint " + door.endpoint());
        new CountDownLatch(1).await();
        return 0;
    }
}
