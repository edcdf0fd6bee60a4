package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.bench.Spread;
import io.probity.bench.TreeBench;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Merkle tree beside bare SHA-256. */
@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the sealed log's tree beside bare SHA-256 of the same bytes.",
            "Leaf entries as the ledger writes them, in memory, by one thread: SHA-256 alone, made into tiles and bundles, the whole log"
                    + " checked, proofs made and judged with their checkpoint's signature. Prints medians and ranges of thread time, and"
                    + " what a leaf and a proof take.",
            "",
            "Example: probity bench tree --leaves 1048576 --json tree.json"
        })
final class BenchTreeCommand implements Callable<Integer> {
    @Option(
            names = "--leaves",
            paramLabel = "N",
            defaultValue = "1048576",
            description = "In the tree, from 256 to 4194304. Default: 1048576")
    private int leaves;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "How many of each. Default: 5")
    private int rounds;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (leaves < 256 || leaves > 1 << 22 || rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--leaves must be from 256 to 4194304, and --rounds at least 1");
        }
        PrintWriter err = spec.commandLine().getErr();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        var report = new TreeBench(leaves).run(rounds, line -> err.println("bench: " + line));
        err.println(table(report, load));
        json.write(json(report));
        return 0;
    }

    private String table(TreeBench.Report report, double load) {
        var text = new StringBuilder(
                String.format(Locale.ROOT, "%n%,d leaves, load %.1f, a second of thread time%n%n", leaves, load));
        double bare = report.bare().median();
        line(text, "SHA-256 alone, leaves", report.bare(), bare);
        line(text, "into tiles, leaves", report.build(), bare);
        line(text, "checked, leaves", report.check(), bare);
        line(text, "proofs made", report.prove(), bare);
        line(text, "proofs judged", report.judge(), bare);
        return text.append(String.format(
                        Locale.ROOT,
                        "%na leaf: %.1f bytes of entry, %.3f of tiles; a proof: %d hashes, %d bytes of text at the most%n",
                        report.entryBytes(),
                        report.tileBytes(),
                        report.proofHashes(),
                        report.proofBytes()))
                .toString();
    }

    private static void line(StringBuilder text, String name, Spread figure, double bare) {
        text.append(String.format(
                Locale.ROOT,
                "%-24s %,12.0f  (%,.0f to %,.0f)  %.2f%n",
                name,
                figure.median(),
                figure.low(),
                figure.high(),
                figure.median() / bare));
    }

    private ObjectNode json(TreeBench.Report report) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("leaves", leaves)
                .put("entryBytesPerLeaf", report.entryBytes())
                .put("tileBytesPerLeaf", report.tileBytes())
                .put("proofHashes", report.proofHashes())
                .put("proofBytes", report.proofBytes());
        add(json, "sha256PerSecond", report.bare());
        add(json, "builtPerSecond", report.build());
        add(json, "checkedPerSecond", report.check());
        add(json, "provenPerSecond", report.prove());
        add(json, "judgedPerSecond", report.judge());
        return json;
    }

    private static void add(ObjectNode json, String name, Spread figure) {
        json.putObject(name)
                .put("median", Math.round(figure.median()))
                .put("low", Math.round(figure.low()))
                .put("high", Math.round(figure.high()));
    }
}
