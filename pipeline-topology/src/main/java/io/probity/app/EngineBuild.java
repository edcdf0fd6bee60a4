package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.model.Entry;
import io.probity.normalise.Sources;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Names the code that is running: the version, and the first {@value #DIGITS} hex digits of the SHA-256 of our two jars, one
 * after the other. The first jar lists in its manifest the libraries that it runs with, so they are named too. The same build
 * has the same name everywhere, and {@code cat pipeline-topology-1.jar lib/schemas-1.jar | sha256sum} tells it. Event types of an
 * operator's own are part of what derives a verdict, since they say what events tell of a subject: with them the name has digits of
 * theirs behind it.
 */
public final class EngineBuild {
    private static final int DIGITS = 12;
    /** Computed once: two jars of about a megabyte are read. */
    private static final String ID = version() + '+' + digest(List.of(place(EngineBuild.class), place(Entry.class)));

    private EngineBuild() {}

    /** Such as {@code 1+5f0c3a9b1d22}. */
    public static String id() {
        return ID;
    }

    /**
     * The same, and with event types that do not ship {@code +} and digits of their names, aliases and facts, such as
     * {@code 1+5f0c3a9b1d22+0a1b2c3d4e5f}.
     */
    static String with(EventTypes types) {
        var shipped = new HashSet<>(Sources.shipped().types().all());
        var own = types.all().stream()
                .filter(type -> !shipped.contains(type))
                .sorted(Comparator.comparing(EventType::name))
                .toList();
        if (own.isEmpty()) {
            return ID;
        }
        var json = JsonNodeFactory.instance.objectNode();
        for (var type : own) {
            var entry = json.putObject(type.name());
            type.aliases().stream().sorted().forEach(entry.putArray("aliases")::add);
            type.facts().forEach(entry.putObject("facts")::put);
        }
        byte[] text = CanonicalJson.text(json).getBytes(UTF_8);
        return ID + '+' + EventDigest.hex(EventDigest.sha256(text)).substring(0, DIGITS);
    }

    /** Classes that are in no jar, as in a test, have no version. */
    private static String version() {
        return Objects.requireNonNullElse(EngineBuild.class.getPackage().getImplementationVersion(), "dev");
    }

    private static Path place(Class<?> one) {
        try {
            return Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("where " + one + " lies is no path", e);
        }
    }

    /**
     * The digits of jars, or of folders of classes with the names of what is in them.
     *
     * @throws UncheckedIOException if one cannot be read
     */
    static String digest(List<Path> places) {
        try {
            var all = MessageDigest.getInstance("SHA-256");
            for (var place : places) {
                if (Files.isDirectory(place)) {
                    addFolder(all, place);
                } else {
                    all.update(Files.readAllBytes(place));
                }
            }
            return EventDigest.hex(all.digest()).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot read itself", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void addFolder(MessageDigest all, Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (var file : walk.filter(Files::isRegularFile).sorted().toList()) {
                all.update(folder.relativize(file).toString().getBytes(UTF_8));
                all.update(Files.readAllBytes(file));
            }
        }
    }
}
