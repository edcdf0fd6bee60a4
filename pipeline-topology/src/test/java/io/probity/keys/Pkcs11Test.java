package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against SoftHSM2, which finds its tokens by a variable: so each call is a process of its own. */
class Pkcs11Test {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/softhsm/libsofthsm2.so"),
            Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
            Path.of("/usr/local/lib/softhsm/libsofthsm2.so"),
            Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

    @TempDir
    Path home;

    @Test
    void aTokenWrapsAndDestroysAndNoWrappingKeyLiesInAFile() throws IOException, InterruptedException {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "skipped: no SoftHSM2 here; apt-get install softhsm2");
        var tokens = Files.createDirectories(home.resolve("tokens"));
        var config = Files.writeString(home.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\n");
        Files.writeString(home.resolve("pin"), "1234\n");
        Files.writeString(home.resolve("pkcs11.cfg"), """
                name = probity
                library = %s
                slotListIndex = 0
                attributes(*,CKO_SECRET_KEY,CKK_AES) = {
                  CKA_TOKEN = true
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = true
                }
                """.formatted(library.orElseThrow()));
        run(config, "softhsm2-util", "--init-token", "--free", "--label", "t", "--so-pin", "1234", "--pin", "1234");

        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var said =
                run(config, java, "-cp", System.getProperty("java.class.path"), Walk.class.getName(), home.toString());

        assertThat(said).contains("bob: a secret of bob").contains("ada: null").contains("wrapping epoch 2");
        assertThat(home.resolve("keys/acme/kek")).doesNotExist();
    }

    @Test
    void aTokenThatIsNotThereIsNamed() throws IOException {
        var config = Files.writeString(home.resolve("none.cfg"), "name = none\nlibrary = /nowhere/none.so\n");
        var pin = Files.writeString(home.resolve("pin"), "1");

        assertThatThrownBy(() -> Pkcs11.open(config, pin))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("none.cfg");
    }

    private static String run(Path config, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", config.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /** What the other process does. */
    static final class Walk {
        private static final Aad OF = new Aad("acme", "schema", "e-1");

        private Walk() {}

        public static void main(String[] arguments) {
            var home = Path.of(arguments[0]);
            var token = Pkcs11.open(home.resolve("pkcs11.cfg"), home.resolve("pin"));
            var folder = new KeyFolder(home.resolve("keys"), token);
            folder.init("acme");
            try (var ring = folder.open()) {
                var keys = ring.of("acme");
                var ada = keys.cipher().seal(keys.of("ada"), "a secret of ada".getBytes(UTF_8), OF, "f");
                var bob = keys.cipher().seal(keys.of("bob"), "a secret of bob".getBytes(UTF_8), OF, "f");
                ring.store("acme").destroy(List.of("ada"));
                try (var again = folder.open()) {
                    var reveal = new Reveal(again);
                    var opened = reveal.bytes(bob, "acme", OF, "f");
                    System.out.println("bob: " + (opened == null ? "null" : new String(opened, UTF_8)));
                    System.out.println("ada: " + (reveal.bytes(ada, "acme", OF, "f") == null ? "null" : "open"));
                }
            }
            System.out.println("wrapping epoch " + folder.stock().getFirst().wrappingEpoch());
        }
    }
}
