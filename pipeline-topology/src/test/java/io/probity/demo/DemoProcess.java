package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.cli.Probity;
import io.probity.rig.JvmCommand;
import io.probity.rig.Leash;
import io.probity.rig.PythonHere;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code probity demo} in a process of its own, as a shell starts it: both outputs apart, Ctrl-C not ignored, its temporary
 * files in a folder that can be looked into. What it starts is remembered.
 */
final class DemoProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Whoever was started in the background ignores Ctrl-C, and so does all that it starts; no shell can undo that. */
    private static final String HEED_INTERRUPT = """
            import os, signal, sys
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    private final Path folder;
    private final Process process;
    private final Set<ProcessHandle> started = new HashSet<>();
    private final Set<Integer> ports = new HashSet<>();

    private DemoProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static DemoProcess start(Path folder, String... words) throws IOException, InterruptedException {
        PythonHere.orSkip("without it Ctrl-C may be ignored from birth");
        Files.createDirectories(folder.resolve("tmp"));
        var command = JvmCommand.ours(Probity.class, words)
                .with(
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-Dprobity.home=..",
                        "-Dprobity.engines=" + System.getProperty("probity.engines", ""));
        var line = new ArrayList<>(List.of("python3", "-c", HEED_INTERRUPT));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(command.flags());
        line.addAll(List.of("-cp", command.classPath(), Leash.class.getName(), command.mainClass()));
        line.addAll(command.arguments());
        return new DemoProcess(
                folder,
                new ProcessBuilder(line)
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start());
    }

    String out() throws IOException {
        return Files.readString(folder.resolve("out"), UTF_8);
    }

    String err() throws IOException {
        return Files.readString(folder.resolve("err"), UTF_8);
    }

    /** Waits until stderr says something. */
    void awaitWords(String words) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!err().contains(words)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the demo has not said '" + words + "':\n" + err());
            }
            look();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Waits until it has started so many processes that are still there. */
    void awaitProcesses(int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.descendants().count() < count) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the demo has not started " + count + " processes:\n" + err());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        look();
    }

    /** What a terminal does at Ctrl-C: it tells every process. */
    void interrupt() throws IOException, InterruptedException {
        look();
        var line = new ArrayList<>(List.of("kill", "-INT", String.valueOf(process.pid())));
        process.descendants().forEach(it -> line.add(String.valueOf(it.pid())));
        new ProcessBuilder(line).redirectErrorStream(true).start().waitFor();
    }

    /** Its exit code. */
    int await() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the demo still runs after " + PATIENCE + ":\n" + err());
            }
            look();
        }
        return process.exitValue();
    }

    private void look() throws IOException {
        process.descendants().forEach(started::add);
        for (var work : works()) {
            var file = work.resolve("broker").resolve("broker.properties");
            if (Files.exists(file)) {
                var properties = new Properties();
                try (var text = Files.newBufferedReader(file)) {
                    properties.load(text);
                } catch (IOException gone) {
                    return; // it ends just now, and what it had was seen before
                }
                for (var listener : properties.getProperty("listeners", "").split(",", -1)) {
                    if (listener.contains(":")) {
                        ports.add(Integer.valueOf(listener.substring(listener.lastIndexOf(':') + 1)));
                    }
                }
            }
        }
    }

    /** Every process that was seen; there must have been some. */
    Set<ProcessHandle> started() {
        return started;
    }

    /** The broker's ports that were seen. */
    Set<Integer> ports() {
        return ports;
    }

    /** Work folders that are there. */
    List<Path> works() throws IOException {
        try (var files = Files.list(folder.resolve("tmp"))) {
            return files.filter(it -> it.getFileName().toString().startsWith("probity-demo-"))
                    .toList();
        }
    }

    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
