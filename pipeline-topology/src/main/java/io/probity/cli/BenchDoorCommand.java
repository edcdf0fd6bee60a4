package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.bench.DoorBench;
import io.probity.bench.DoorFigures;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The HTTP door beside a bare producer. */
@Command(
        name = "door",
        mixinStandardHelpOptions = true,
        description = {
            "Measures intake over HTTP beside a bare producer.",
            "Sends the same events of 1 KB (a) with a Kafka producer, as fast as it takes them, and (b) over 32 connections to a"
                    + " door in a process of its own, in batches, in turn: same broker, acknowledged by all replicas,"
                    + " idempotent. Prints medians, their ratio (0.5 is the bar), and the heap that is live in the door before"
                    + " and after.",
            "",
            "Example: probity bench door --runs 7 --json door.json"
        })
final class BenchDoorCommand implements Callable<Integer> {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many in each run; far fewer measure the compilers. Default: 1000000")
    private int events;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many in one request. Default: 100")
    private int batch;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "How many of each. Default: 5")
    private int runs;

    @Option(
            names = "--minimal",
            description = "Asks for no receipts, as who does not keep them should: Prefer: return=minimal")
    private boolean minimal;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (batch < 1 || batch > 900 || events < batch || runs < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--batch must be from 1 to 900, --events at least as many, --runs at least 1");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (var bench =
                DoorBench.start(events - events % batch, batch, runs, minimal, line -> err.println("bench: " + line))) {
            var figures = bench.run();
            err.println(words(figures));
            json.write(json(figures));
        }
        return 0;
    }

    private static String words(DoorFigures it) {
        return String.format(
                Locale.ROOT,
                "%nbare producer  %8.0f events/s%ndoor           %8.0f events/s in batches of %d, %.1f µs of processor time each"
                        + "%nratio          %8.2f (the bar is 0.5)%nlive heap      %8.1f MiB before, %.1f MiB after%n",
                it.bare(),
                it.door(),
                it.batch(),
                it.doorMicros(),
                it.ratio(),
                it.heapBefore() / 1048576.0,
                it.heapAfter() / 1048576.0);
    }

    private ObjectNode json(DoorFigures it) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("case", "door")
                .put("events", it.events())
                .put("batch", it.batch())
                .put("receipts", !minimal)
                .put("bareEventsPerSecond", rounded(it.bare()))
                .put("doorEventsPerSecond", rounded(it.door()))
                .put("doorMicrosPerEvent", rounded(it.doorMicros()))
                .put("ratio", rounded(it.ratio()))
                .put("heapBytesBefore", it.heapBefore())
                .put("heapBytesAfter", it.heapAfter());
    }

    private static double rounded(double figure) {
        return Math.round(figure * 100) / 100.0;
    }
}
