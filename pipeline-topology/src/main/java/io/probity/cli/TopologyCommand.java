package io.probity.cli;

import io.probity.app.Blueprint;
import io.probity.app.Keys;
import io.probity.app.SettingException;
import io.probity.app.Settings;
import io.probity.canonical.Hmac;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be given many times.")
    private Map<String, String> flags = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
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
        } catch (SettingException wrong) {
            spec.commandLine().getErr().println("probity topology: " + wrong.getMessage());
            return 2;
        }
    }

    /** Broker, registry and keys are only named by a plan, never asked. */
    private Blueprint plan() {
        var given = new HashMap<>(flags);
        given.putIfAbsent("kafka.bootstrap.servers", "localhost:9092");
        given.putIfAbsent("schema.registry.url", "http://localhost:8081");
        var settings = Settings.of(config, System.getenv(), given);
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));
        var keys = new Keys(new Hmac(new byte[32]), new byte[32]);
        return new Blueprint(settings, avro, keys, Stores.standard());
    }
}
