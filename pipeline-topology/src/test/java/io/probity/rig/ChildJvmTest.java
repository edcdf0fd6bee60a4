package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void runsAMainClassOfOursAndTellsItsExitCodeAndItsWords() {
        try (var child = start(Greeter.class, "3", "a b")) {
            assertThat(child.await(SOON)).isEqualTo(3);
            assertThat(child.lastWords()).contains("hello a b");
        }
    }

    @Test
    void reportsWhatMainThrewAsTheLauncherDoes() {
        try (var child = start(Greeter.class, "not a number", "")) {
            assertThat(child.await(SOON)).isEqualTo(1);
            assertThat(child.lastWords()).contains("NumberFormatException").contains("not a number");
        }
    }

    @Test
    void givesTheHeapThatWasAskedFor() {
        var command = JvmCommand.ours(HeapTeller.class).with("-Xmx96m");
        try (var child = ChildJvm.start(command, folder.resolve("child.log"))) {
            child.await(SOON);
            assertThat(child.lastWords()).contains("heap 96");
        }
    }

    @Test
    void killsAtOnceAndTheTimeIsLost() {
        var child = start(Sleeper.class);
        assertThat(child.cpuTime()).isGreaterThanOrEqualTo(Duration.ZERO);

        child.kill();

        assertThat(child.isAlive()).isFalse();
        assertThat(child.await(SOON)).isEqualTo(137);
        assertThatIllegalStateException().isThrownBy(child::cpuTime).withMessageContaining("has ended");
    }

    @Test
    void endsInGoodOrderWhenItIsClosed() throws Exception {
        var child = start(Sleeper.class);
        awaitWord(child.log(), "sleeping");

        child.close();

        assertThat(child.await(SOON)).as("as after SIGTERM").isEqualTo(143);
        assertThat(child.lastWords()).contains("shutdown hook ran");
    }

    /** Ctrl-C reaches every process of the terminal; engines must outlast whoever still needs them. */
    @Test
    void doesNotHearTheKeyboardsInterrupt() throws Exception {
        try (var child = start(Sleeper.class)) {
            awaitWord(child.log(), "sleeping");

            new ProcessBuilder("kill", "-INT", String.valueOf(child.pid()))
                    .start()
                    .waitFor();

            assertThatIllegalStateException()
                    .isThrownBy(() -> child.await(Duration.ofMillis(500)))
                    .withMessageContaining("still runs");
        }
    }

    @Test
    void doesNotOutliveAParentThatWasKilled() throws Exception {
        var parent = start(Parent.class, folder.toString());
        awaitWord(parent.log(), " started");
        long grandchild = Long.parseLong(parent.lastWords().replaceAll("(?s).*child (\\d+) started.*", "$1"));
        awaitWord(folder.resolve("grandchild.log"), "sleeping");

        parent.kill();

        var end = ProcessHandle.of(grandchild).map(ProcessHandle::onExit);
        assertThat(end.isEmpty() || end.get().orTimeout(10, TimeUnit.SECONDS).join() != null)
                .as("the grandchild has ended")
                .isTrue();
    }

    private ChildJvm start(Class<?> main, String... arguments) {
        return ChildJvm.start(JvmCommand.ours(main, arguments), folder.resolve("child.log"));
    }

    private static void awaitWord(Path log, String word) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!Files.readString(log).contains(word)) {
            assertThat(System.nanoTime()).as("%s in %s", word, log).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    static final class Greeter {
        public static void main(String[] arguments) {
            System.out.println("hello " + arguments[1]);
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    static final class HeapTeller {
        public static void main(String[] arguments) {
            System.out.println("heap " + Runtime.getRuntime().maxMemory() / (1 << 20));
        }
    }

    static final class Sleeper {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook ran")));
            System.out.println("sleeping");
            Thread.sleep(SOON.toMillis());
        }
    }

    static final class Parent {
        public static void main(String[] arguments) throws InterruptedException {
            var child = ChildJvm.start(
                    JvmCommand.ours(Sleeper.class), Path.of(arguments[0]).resolve("grandchild.log"));
            System.out.println("child " + child.pid() + " started");
            Thread.sleep(SOON.toMillis());
        }
    }
}
