package io.probity.rig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of engines that {@code ./probity engines} fills; what is in it is written in {@code src/engines/pom.xml}.
 *
 * @param root the folder
 */
public record Engines(Path root) {
    /** The system property that names the folder. */
    public static final String PROPERTY = "probity.engines";

    /** The engines at the place that the system property names; empty if it is not set or nothing is there. */
    public static Optional<Engines> find() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(place -> new Engines(Path.of(place)))
                .filter(engines -> Files.isDirectory(engines.kafka()));
    }

    /**
     * The engines at the place that the system property names.
     *
     * @throws IllegalStateException if they are not there, saying how to fetch them
     */
    public static Engines required() {
        return find().orElseThrow(() ->
                new IllegalStateException("no engines at " + System.getProperty(PROPERTY) + ": run ./probity engines"));
    }

    /** Class path of the Kafka broker. */
    public String kafkaClassPath() {
        return everythingIn(kafka());
    }

    /** The jar that starts the Apicurio registry; its neighbours are found through it. */
    public Path apicurioJar() {
        return root.resolve("apicurio").resolve("quarkus-run.jar");
    }

    private Path kafka() {
        return root.resolve("kafka").resolve("lib");
    }

    private static String everythingIn(Path folder) {
        return folder + File.separator + "*";
    }
}
