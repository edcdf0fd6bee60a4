package io.probity.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {
    private static final String ADA = SubjectNames.person("gitlab", "ada");

    @TempDir
    Path home;

    private KeyFolder folder;
    private Path acme;

    @BeforeEach
    void name() {
        folder = new KeyFolder(home.resolve("state/keys"), null);
        acme = home.resolve("state/keys/acme");
    }

    @Test
    void anInitWhereTheNamesOfSubjectsAreLostMakesNoOthersAndOverwritesNothing() throws IOException {
        folder.init("acme");
        DataKey ada;
        try (var ring = folder.open()) {
            ada = ring.store("acme").of(ADA);
        }
        var token = Files.readAllBytes(acme.resolve("tokens/1.key"));
        var names = Files.readAllBytes(acme.resolve("subjects.key"));
        Files.delete(acme.resolve("subjects.key"));

        assertThatThrownBy(() -> folder.init("acme"))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("restore it from a copy");
        assertThat(acme.resolve("subjects.key")).doesNotExist();
        assertThat(acme.resolve("tokens/1.key")).hasBinaryContent(token);
        Files.write(acme.resolve("subjects.key"), names);
        try (var ring = folder.open()) {
            assertThat(ring.store("acme").find(ada.ref())).isEqualTo(ada.key());
            assertThat(ring.store("acme").destroy(List.of(ADA))).isEqualTo(1);
        }
    }

    @Test
    void anInitWhereOneFileIsLostBringsNoTokenEpochBackThatIsForgotten() throws IOException {
        folder.init("acme");
        folder.rotate("acme");
        folder.forget("acme", 1);
        Files.delete(acme.resolve("subjects.key"));

        folder.init("acme");
        assertThat(folder.stock().getFirst().tokenEpochs()).containsExactly(2);
    }

    @Test
    void anInitThatWasCutShortIsFinishedByTheNext() throws IOException {
        new FileKeks(acme.resolve("kek")).create(1);
        Files.createDirectories(acme.resolve("tokens"));
        Files.write(acme.resolve("tokens/1.key.part"), new byte[7]);

        folder.init("acme");
        try (var ring = folder.open()) {
            assertThat(ring.store("acme").of(ADA)).isNotNull();
        }
        assertThatThrownBy(() -> folder.init("acme")).isInstanceOf(KeyException.class);
    }

    @Test
    void ofSeveralThatRotateAtOnceEachBeginsAnEpochOfItsOwn() throws InterruptedException, ExecutionException {
        folder.init("acme");
        var all = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> folder.rotate("acme"));
        }
        var begun = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(all.size())) {
            for (Future<Integer> epoch : threads.invokeAll(all)) {
                begun.add(epoch.get());
            }
        }
        assertThat(begun).containsExactlyInAnyOrder(2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aTenantWithoutKeysIsGivenNoFolderByWhatCannotHelpIt() {
        assertThatThrownBy(() -> folder.rotate("acme")).hasMessageContaining("keys init");
        assertThatThrownBy(() -> folder.forget("acme", 1)).hasMessageContaining("keys init");
        assertThat(acme).doesNotExist();
    }

    @Test
    void everyFolderThatIsMadeIsItsOwnersAlone() throws IOException {
        assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"), "no owners here");
        folder.init("acme");

        for (var made = acme.resolve("subjects/1"); !made.equals(home); made = KeyFiles.parent(made)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .as(made.toString())
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileInAFoldersPlaceIsSaid() throws IOException {
        Files.createDirectories(home.resolve("state"));
        Files.writeString(home.resolve("state/keys"), "no folder");

        assertThatThrownBy(() -> folder.init("acme")).isInstanceOf(KeyException.class);
    }
}
