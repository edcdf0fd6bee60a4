package io.probity.cli;

import io.probity.app.BrokerAwayException;
import io.probity.app.Pipeline;
import io.probity.app.SettingException;
import io.probity.app.Settings;
import io.probity.registry.RegistryUnavailableException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the settings.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be given many times.")
    private Map<String, String> flags = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try {
            var pipeline = Pipeline.start(Settings.of(config, System.getenv(), flags));
            Runtime.getRuntime().addShutdownHook(new Thread(pipeline::close));
            spec.commandLine().getErr().println("endpoint " + pipeline.endpoint());
            new CountDownLatch(1).await();
            return 0;
        } catch (SettingException | ConfigException wrong) {
            return said(wrong, 2);
        } catch (BrokerAwayException | RegistryUnavailableException away) {
            return said(away, 1);
        }
    }

    private int said(RuntimeException why, int code) {
        spec.commandLine().getErr().println("probity run: " + why.getMessage());
        return code;
    }
}
