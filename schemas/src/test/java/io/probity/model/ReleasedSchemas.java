package io.probity.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;

/**
 * The frozen copies in {@code src/main/avro-released}: what every release wrote with. One command adds to them:
 *
 * <pre>mvn -pl schemas test -Dtest='Released*' -Dschemas.accept=true</pre>
 *
 * {@code true} freezes each changed record as its next version; {@code replace} overwrites its newest version instead,
 * which is honest only until somebody has written with it.
 */
public final class ReleasedSchemas {
    /** What to do, for failure messages. */
    public static final String HOW_TO_ACCEPT =
            "If the change is meant: mvn -pl schemas test -Dtest='Released*' -Dschemas.accept=true, then commit"
                    + " src/main/avro-released, src/test/resources/canonical and docs. It adds the next version;"
                    + " -Dschemas.accept=replace overwrites the newest, which is honest only before a release.";

    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/main/avro-released");
    private static final Pattern NAME = Pattern.compile("(\\w+)\\.v(\\d+)\\.avsc");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** One frozen copy. */
    public record Frozen(String record, int version, Path file, Schema schema) {}

    private ReleasedSchemas() {}

    /** Whether this run is to accept what has changed. */
    public static boolean accepting() {
        return System.getProperty("schemas.accept") != null;
    }

    /** Freezes what has changed, where the run was asked to; running it twice changes nothing more. */
    public static void acceptIfAsked() throws IOException {
        if (!accepting()) {
            return;
        }
        Files.createDirectories(FOLDER);
        boolean replace = "replace".equals(System.getProperty("schemas.accept"));
        for (var current : MainRecords.ALL) {
            accept(portable(current), replace);
        }
        var names = all().stream().map(frozen -> frozen.file.getFileName().toString());
        Files.write(FOLDER.resolve("index.txt"), names.toList());
    }

    private static void accept(Schema current, boolean replace) throws IOException {
        var newest = newest(current.getName());
        if (newest.isPresent() && newest.get().schema.equals(current) && !replace) {
            return;
        }
        int version = newest.map(frozen -> replace ? frozen.version : frozen.version + 1)
                .orElse(1);
        var file = FOLDER.resolve(current.getName() + ".v" + version + ".avsc");
        Files.writeString(file, JSON.writeValueAsString(JSON.readTree(current.toString())) + "\n");
    }

    /** All frozen copies, by record and then by version. */
    public static List<Frozen> all() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .map(ReleasedSchemas::read)
                    .sorted(Comparator.comparing(Frozen::record).thenComparingInt(Frozen::version))
                    .toList();
        }
    }

    /** All frozen copies of one record, the oldest first. */
    public static List<Frozen> of(String record) throws IOException {
        return all().stream().filter(frozen -> frozen.record.equals(record)).toList();
    }

    /** The newest frozen copy of one record. */
    public static Optional<Frozen> newest(String record) throws IOException {
        return of(record).stream().reduce((older, newer) -> newer);
    }

    private static Frozen read(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        try {
            if (!name.matches()) {
                throw new IllegalArgumentException(file.toString());
            }
            var schema = new Schema.Parser().parse(Files.readString(file));
            return new Frozen(name.group(1), Integer.parseInt(name.group(2)), file, schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema without what only our own Java classes ask for: {@code avro.java.string}. */
    static Schema portable(Schema schema) {
        try {
            return new Schema.Parser()
                    .parse(withoutJava(JSON.readTree(schema.toString())).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode withoutJava(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
            object.properties().forEach(member -> member.setValue(withoutJava(member.getValue())));
            boolean onlyNamesAPrimitive =
                    object.size() == 1 && object.path("type").isTextual();
            return onlyNamesAPrimitive ? object.get("type") : object;
        }
        if (node.isArray()) {
            var copy = JSON.createArrayNode();
            node.forEach(item -> copy.add(withoutJava(item)));
            return copy;
        }
        return node;
    }
}
