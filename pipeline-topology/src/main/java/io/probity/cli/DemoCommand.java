package io.probity.cli;

import io.probity.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole stack on loopback, with sample events. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts broker, registry, pipeline and endpoint on loopback and free ports, plays sample events, and prints what"
                    + " came of them and where to look. Ctrl-C ends all of it.",
            "",
            "Example: probity demo --once --json -"
        })
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--once", description = "Stop when every event is accounted for.")
    private boolean once;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        try (var demo = Demo.start(line -> err.println("demo: " + line))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo)));
            var outcome = demo.play(ControlFiles.shipped(), Instant.now());
            err.println(outcome.table());
            json.write(outcome.json());
            if (!once) {
                err.println("Look at " + outcome.endpoint()
                        + "v1/violations, v1/adherence, v1/balance, health/ready, metrics");
                err.println("and at an event: " + outcome.endpoint() + "v1/events/evt-req-1001-approval_granted-75");
                err.println(
                        "send one of your own: curl --json '{\"eventType\":\"resource_created\",\"source\":\"me\"}' "
                                + outcome.endpoint() + "v1/events");
                err.println("Ctrl-C ends all of it.");
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    /** A signal leaves no other moment to do it; after a demo that ended by itself there is nothing left to end. */
    private static void end(Demo demo) {
        try {
            demo.close();
        } catch (IOException e) {
            System.err.println("demo: the work folder could not be deleted: " + e.getMessage());
        }
    }
}
