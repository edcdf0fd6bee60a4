package io.probity.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that we started and may kill. It ends with the JVM that started it (see {@link Leash}), and an interrupt from
 * the keyboard does not reach it: whoever started it decides in which order things end.
 */
public final class ChildJvm implements AutoCloseable {
    /** How long an orderly end may take before it becomes a kill. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How much of the log a failure quotes. */
    private static final int QUOTED_LINES = 40;

    private final JvmCommand command;
    private final Process process;
    private final Path log;

    private ChildJvm(JvmCommand command, Process process, Path log) {
        this.command = command;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a JVM; it is not waited for.
     *
     * @param log where both its outputs go, appended; the folder is made if need be
     */
    public static ChildJvm start(JvmCommand command, Path log) {
        try {
            var folder = Files.createDirectories(log.toAbsolutePath().getParent());
            var process = new ProcessBuilder(line(command, layLeash(folder)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildJvm(command, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.mainClass(), e);
        }
    }

    /** Starts the same again, with the same log; one that still runs is ended in good order first. */
    public ChildJvm again() {
        close();
        return start(command, log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** The end of the log, for the message of a failure; empty if nothing was written. */
    public String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }

    /**
     * Processor time used so far, user and system, all threads; in steps of 10 ms on Linux.
     *
     * @throws IllegalStateException if it has ended: the system forgets the figure with the process
     */
    public Duration cpuTime() {
        return process.info()
                .totalCpuDuration()
                .filter(time -> process.isAlive())
                .orElseThrow(() -> new IllegalStateException("process " + pid() + " has ended, its time is lost"));
    }

    /** Kill -9, and waits until it is gone. Harmless on one that has ended. */
    public void kill() {
        process.destroyForcibly();
        await(PATIENCE);
    }

    /**
     * Waits for the end.
     *
     * @return its exit code; 137 after a kill
     * @throws IllegalStateException if it is still running after that time
     */
    public int await(Duration patience) {
        if (!hasEndedWithin(patience)) {
            throw new IllegalStateException("process " + pid() + " still runs after " + patience);
        }
        return process.exitValue();
    }

    /** Asks it to end, as Ctrl-C would, and kills it if it does not within 20 s. */
    @Override
    public void close() {
        // Through the handle: Process.destroy() would close the leash too, and leave no time for good order.
        process.toHandle().destroy();
        if (!hasEndedWithin(PATIENCE)) {
            kill();
        }
    }

    private boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    private static List<String> line(JvmCommand command, Path leash) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // A JVM honours an ignored signal that it inherits, and exec keeps process id and standard input.
        var line = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh", java));
        line.addAll(command.flags());
        line.addAll(List.of("-cp", leash + File.pathSeparator + command.classPath()));
        line.addAll(List.of(Leash.class.getName(), command.mainClass()));
        line.addAll(command.arguments());
        return line;
    }

    /** Puts the leash's class file, alone, where a class path can name it. */
    private static Path layLeash(Path folder) throws IOException {
        var root = folder.resolve("leash");
        var name = Leash.class.getName().replace('.', '/') + ".class";
        var file = root.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            try (var bytes = Leash.class.getClassLoader().getResourceAsStream(name)) {
                var unique = Files.createTempFile(root, "Leash", null);
                Files.copy(bytes, unique, StandardCopyOption.REPLACE_EXISTING);
                Files.move(unique, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return root;
    }
}
