package io.probity.cli;

import io.probity.app.Blueprint;
import io.probity.app.Keys;
import io.probity.canonical.Hmac;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.registry.RegistryKey;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The topologies as Kafka sees them; asks no broker, no registry and no keys. */
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the topologies of the pipeline and of the index as Kafka sees them. Needs no broker.",
            "",
            "Example: probity topology --dot | dot -Tsvg > topology.svg"
        })
final class TopologyCommand implements Callable<Integer> {
    @Option(names = "--dot", description = "As a graph in Graphviz' language.")
    private boolean dot;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var plan = plan();
        var out = spec.commandLine().getOut();
        if (dot) {
            out.print(TopologyGraph.of(Map.of("pipeline", plan.pipeline(), "index", plan.index())));
        } else {
            out.println("Pipeline");
            out.println(plan.pipeline().describe());
            out.println("Index");
            out.println(plan.index().describe());
        }
        out.flush();
        return 0;
    }

    /** Broker, registry and keys are only named by a plan, never asked. */
    private Blueprint plan() {
        var settings = input.settings(
                Map.of("kafka.bootstrap.servers", "localhost:9092", RegistryKey.URL.key(), "http://localhost:8081"));
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));
        var keys = new Keys(new Hmac(new byte[32]), new byte[32], null);
        return new Blueprint(settings, avro, keys, Stores.standard());
    }
}
