package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;

/** Catalogs of the tests, and when they are in force. */
final class Catalogs {
    private Catalogs() {}

    /** The text of {@code chaos/<name>.yaml}. */
    static String read(String name) throws IOException {
        try (var stream = Catalogs.class.getResourceAsStream("/chaos/" + name + ".yaml")) {
            if (stream == null) {
                throw new IOException("no chaos/" + name + ".yaml on the class path");
            }
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    /** Publishes, and waits until every partition has sealed the commit. */
    static void publishAndAwait(Site site, String catalog, String publish, int publishes) throws Exception {
        site.publish(catalog, publish);
        Site.await("publish " + publish + " to be in force", () -> commits(site) >= 4L * publishes);
    }

    private static long commits(Site site) {
        return commitLeaves(site).count();
    }

    /** What the log's clock said, in each partition, when a publish was committed. */
    static Stream<Instant> logTimes(Site site, String publish) {
        return commitLeaves(site)
                .filter(leaf -> leaf.getEntry() != null
                        && leaf.getEntry().getBody() instanceof Definition commit
                        && commit.getPublish().equals(publish))
                .map(SealedEntry::getLogTime);
    }

    private static Stream<SealedEntry> commitLeaves(Site site) {
        return site.committed().all("audit.sealed", SealedEntry.class).stream()
                .filter(leaf -> leaf.getKind() == LeafKind.DEFINITION
                        && leaf.getEntry() != null
                        && leaf.getEntry().getBody() instanceof Definition definition
                        && definition.getKind() == DefinitionKind.COMMIT);
    }
}
