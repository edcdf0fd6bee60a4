package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.canonical.Hmac;
import io.probity.model.Protected;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyStoreTest {
    private static final Aad OF = new Aad("acme", "schema", "e-1");
    private static final String ADA = SubjectNames.person("gitlab", "ada");
    private static final String BOB = SubjectNames.person("gitlab", "bob");

    @TempDir
    Path home;

    private KeyFolder folder;

    @BeforeEach
    void init() {
        folder = new KeyFolder(home.resolve("keys"), null);
        folder.init("acme");
    }

    @Test
    void aSubjectHasOneKeyAndKeepsItWhenTheStoreIsOpenedAgain() {
        Protected hidden;
        try (var ring = folder.open()) {
            hidden = sealed(ring, ADA);
            assertThat(ring.store("acme").of(ADA).ref()).isEqualTo(hidden.getK());
            assertThat(ring.store("acme").of(BOB).ref()).isNotEqualTo(hidden.getK());
        }
        try (var ring = folder.open()) {
            assertThat(opened(ring, hidden)).isEqualTo("a secret of " + ADA);
            assertThat(ring.store("acme").of(ADA).ref()).isEqualTo(hidden.getK());
        }
    }

    @Test
    void twoInstancesReadEachOthersKeysAndShareThoseTheyKnowOf() {
        try (var one = folder.open();
                var other = folder.open()) {
            var first = sealed(one, ADA);
            one.sync();
            other.refresh();
            assertThat(other.store("acme").of(ADA).ref()).isEqualTo(first.getK());
            assertThat(opened(other, first)).isEqualTo("a secret of " + ADA);
        }
    }

    @Test
    void noFileNamesAnybody() throws IOException {
        try (var ring = folder.open()) {
            sealed(ring, ADA);
        }
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(Files::isRegularFile).map(FileKeyStoreTest::text))
                    .noneMatch(text -> text.contains("ada"));
        }
    }

    @Test
    void whatIsErasedCannotBeReadFromAnyOldCopyAndTheRestCan() throws IOException {
        var copy = home.resolve("copy");
        Protected ada;
        Protected bob;
        try (var ring = folder.open()) {
            ada = sealed(ring, ADA);
            bob = sealed(ring, BOB);
            ring.sync();
            copy(home.resolve("keys"), copy);

            assertThat(ring.store("acme").destroy(List.of(ADA))).isEqualTo(1);
            assertThat(opened(ring, ada)).isNull();
            assertThat(opened(ring, bob)).isEqualTo("a secret of " + BOB);
            assertThat(ring.store("acme").of(ADA).ref())
                    .as("a new key for what comes later")
                    .isNotEqualTo(ada.getK());
        }
        assertThat(folder.stock().getFirst().wrappingEpoch()).isEqualTo(2);

        // all old files come back, and of the wrapping keys those that survived
        var old = copy.resolve("acme");
        delete(old.resolve("kek"));
        copy(home.resolve("keys/acme/kek"), old.resolve("kek"));
        try (var ring = new KeyFolder(copy, null).open()) {
            assertThatThrownBy(() -> opened(ring, ada))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("1.key");
        }
        // even under the new wrapping key's name
        Files.copy(old.resolve("kek/2.key"), old.resolve("kek/1.key"));
        try (var ring = new KeyFolder(copy, null).open()) {
            assertThatThrownBy(() -> opened(ring, ada))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("wrapped by another key");
        }
    }

    @Test
    void aRunningInstanceLearnsOfAnErasureAndMakesNewKeys() {
        try (var running = folder.open();
                var eraser = folder.open()) {
            var keys = running.of("acme");
            var before = keys.of(ADA);
            running.sync();
            eraser.store("acme").destroy(List.of(ADA));

            running.refresh();
            assertThat(keys.of(ADA).ref()).isNotEqualTo(before.ref());
            assertThat(running.store("acme").find(before.ref())).isNull();
        }
    }

    @Test
    void anInstanceThatHasNotHeardOfAnErasureMakesNoKeyThatIsLost() {
        try (var running = folder.open();
                var eraser = folder.open()) {
            sealed(running, ADA);
            eraser.store("acme").destroy(List.of(ADA));
            var bob = sealed(running, BOB);
            running.sync();

            assertThat(opened(eraser, bob)).isEqualTo("a secret of " + BOB);
        }
    }

    @Test
    void anInstanceThatCannotOpenTheNewWrappingKeyMakesNoKeyThatIsLost() {
        var files = new FileKeks(home.resolve("keys/acme/kek"));
        var failing = new KekVault() {
            private boolean hasFailed;

            @Override
            public Kek open(int epoch) {
                if (epoch == 2 && !hasFailed) {
                    hasFailed = true;
                    throw new KeyException("the vault is away");
                }
                return files.open(epoch);
            }

            @Override
            public Kek create(int epoch) {
                return files.create(epoch);
            }

            @Override
            public void destroy(int epoch) {
                files.destroy(epoch);
            }
        };
        var handles = new Hmac(KeyFiles.read(home.resolve("keys/acme/subjects.key")));
        try (var running = new FileKeyStore(home.resolve("keys/acme/subjects"), failing, handles);
                var eraser = folder.open()) {
            eraser.store("acme").destroy(List.of(ADA));
            assertThatThrownBy(running::refresh).hasMessageContaining("away");

            var bob = running.of(BOB);
            running.sync();
            assertThat(eraser.store("acme").find(bob.ref())).isEqualTo(bob.key());
        }
    }

    @Test
    void aTailThatWasHalfWrittenIsNotReadAndCostsNoOtherKey() throws IOException {
        Protected ada;
        try (var ring = folder.open()) {
            ada = sealed(ring, ADA);
            sealed(ring, BOB);
        }
        var file = keyFile();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 7);
        }
        try (var ring = folder.open()) {
            assertThat(opened(ring, ada)).isEqualTo("a secret of " + ADA);
            assertThat(ring.store("acme").size()).isEqualTo(1);
            assertThat(ring.store("acme").of(BOB)).isNotNull();
        }
    }

    @Test
    void aBrokenKeyWithAWholeOneBehindItIsNamed() throws IOException {
        try (var ring = folder.open()) {
            sealed(ring, ADA);
            sealed(ring, BOB);
        }
        var file = keyFile();
        var bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> folder.open().store("acme"))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining(String.valueOf(file.getFileName()))
                .hasMessageContaining("key 0 of 2");
    }

    @Test
    void anErasureThatWasCutShortIsFinishedAtTheNextStart() throws IOException {
        var copy = home.resolve("copy");
        Protected bob;
        try (var ring = folder.open()) {
            bob = sealed(ring, BOB);
            ring.sync();
            copy(home.resolve("keys/acme"), copy);
            ring.store("acme").destroy(List.of(ADA));
        }
        // what it would be had the process died behind the rename
        copy(copy.resolve("subjects/1"), home.resolve("keys/acme/subjects/1"));
        Files.copy(copy.resolve("kek/1.key"), home.resolve("keys/acme/kek/1.key"));
        try (var ring = folder.open()) {
            assertThat(opened(ring, bob)).isEqualTo("a secret of " + BOB);
        }
        assertThat(home.resolve("keys/acme/kek/1.key")).doesNotExist();
        assertThat(home.resolve("keys/acme/subjects/1")).doesNotExist();
    }

    @Test
    void aKeyIsInNoFileUntilItIsSyncedAndIsTheSameUntilThen() {
        try (var one = folder.open();
                var other = folder.open()) {
            var ada = one.store("acme").of(ADA);
            assertThat(one.store("acme").of(ADA)).isEqualTo(ada);
            other.refresh();
            assertThat(other.store("acme").find(ada.ref())).isNull();

            one.sync();
            assertThat(other.store("acme").find(ada.ref())).isEqualTo(ada.key());
            assertThat(one.store("acme").of(ADA)).isEqualTo(ada);
            assertThat(one.store("acme").size()).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatWaitsForItsSyncOutlivesAnErasureByAnother() {
        try (var running = folder.open();
                var eraser = folder.open()) {
            sealed(running, BOB);
            running.sync();
            var ada = running.store("acme").of(ADA);
            assertThat(eraser.store("acme").destroy(List.of(ADA, BOB))).isEqualTo(1);

            running.refresh();
            assertThat(running.store("acme").of(ADA)).isEqualTo(ada);
            running.sync();
            assertThat(eraser.store("acme").find(ada.ref())).isEqualTo(ada.key());
        }
    }

    @Test
    void ofErasuresThatNobodyToldOfNoneCostsAKey() {
        try (var running = folder.open();
                var eraser = folder.open()) {
            sealed(running, BOB);
            running.sync();
            var ada = running.store("acme").of(ADA);
            eraser.store("acme").destroy(List.of(BOB));
            eraser.store("acme").destroy(List.of("x"));

            running.sync();
            assertThat(eraser.store("acme").find(ada.ref())).isEqualTo(ada.key());
        }
    }

    @Test
    void norWhereTheInstanceHasWrittenNoneYet() {
        try (var running = folder.open();
                var eraser = folder.open()) {
            var ada = running.store("acme").of(ADA);
            eraser.store("acme").destroy(List.of(BOB));
            eraser.store("acme").destroy(List.of("x"));

            running.sync();
            assertThat(eraser.store("acme").find(ada.ref())).isEqualTo(ada.key());
            assertThat(home.resolve("keys/acme/subjects/1")).doesNotExist();
        }
    }

    @Test
    void aThreadThatIsLateFindsNoClosedDoorToSlipBy() {
        var late = folder.open();
        var store = late.store("acme");
        late.close();
        var ada = store.of(ADA);
        late.sync();
        try (var other = folder.open()) {
            assertThat(other.store("acme").find(ada.ref())).isEqualTo(ada.key());
        }
        late.close();
    }

    @Test
    void anErasureByItselfDestroysWhatWaitsToo() {
        try (var ring = folder.open()) {
            var ada = ring.store("acme").of(ADA);
            assertThat(ring.store("acme").destroy(List.of(ADA))).isEqualTo(1);
            assertThat(ring.store("acme").find(ada.ref())).isNull();
        }
    }

    @Test
    void keysThatCannotBeWrittenWaitUntilTheyCan() throws IOException {
        try (var ring = folder.open()) {
            var ada = ring.store("acme").of(ADA);
            var epoch = home.resolve("keys/acme/subjects/1");
            Files.move(epoch, home.resolve("away"));
            Files.createFile(epoch);
            assertThatThrownBy(ring::sync).isInstanceOf(KeyException.class).hasMessageContaining("keys/acme/subjects");

            Files.delete(epoch);
            Files.move(home.resolve("away"), epoch);
            ring.sync();
            try (var other = folder.open()) {
                assertThat(other.store("acme").find(ada.ref())).isEqualTo(ada.key());
            }
        }
    }

    @Test
    void newSubjectsDoNotPileUpWithoutABound() {
        try (var ring = folder.open();
                var other = folder.open()) {
            var first = ring.store("acme").of("s0");
            for (int i = 1; i < 20_000; i++) {
                ring.store("acme").of("s" + i);
            }
            assertThat(other.store("acme").find(first.ref()))
                    .as("written when many wait, sync or no sync")
                    .isEqualTo(first.key());
        }
    }

    @Test
    void aHundredSubjectsHaveAHundredKeys() {
        try (var ring = folder.open()) {
            var refs = new HashSet<String>();
            for (int i = 0; i < 100; i++) {
                refs.add(ring.store("acme").of("s" + i).ref());
            }
            assertThat(refs).hasSize(100);
        }
    }

    @Test
    void aTenantWithoutKeysIsToldHowToMakeThem() {
        assertThatThrownBy(() -> folder.open().of("nobody"))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("probity keys init");
        assertThatThrownBy(() -> folder.init("acme")).isInstanceOf(KeyException.class);
    }

    private static Protected sealed(KeyRing ring, String subject) {
        var keys = ring.of("acme");
        return keys.cipher().seal(keys.of(subject), ("a secret of " + subject).getBytes(UTF_8), OF, "field");
    }

    private static @org.jspecify.annotations.Nullable String opened(KeyRing ring, Protected hidden) {
        var bytes = new Reveal(ring).bytes(hidden, "acme", OF, "field");
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private Path keyFile() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("keys/acme/subjects/1"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
