package io.probity.canonical;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Every schema that a released program wrote with, by fingerprint. They ship inside the program, so that a record that is
 * older than any registry can still be read, and its canonical form computed again.
 */
public final class WriterSchemas {
    /** Folder of the frozen copies on the class path, and in {@code schemas/src/main}. */
    static final String FOLDER = "avro-released";
    /** Their names, one a line, older versions of a record before newer ones. */
    static final String INDEX = "index.txt";

    private final List<Schema> schemas;

    private WriterSchemas(List<Schema> schemas) {
        this.schemas = schemas;
    }

    /** Reads all frozen copies; takes tens of milliseconds, so keep the instance. */
    public static WriterSchemas released() {
        return new WriterSchemas(index().stream().map(WriterSchemas::read).toList());
    }

    /**
     * SHA-256 of a schema's Avro Parsing Canonical Form, lower-case hex. Names and types count; docs, defaults, logical
     * types and our own tags do not.
     */
    public static String fingerprint(Schema schema) {
        try {
            return EventDigest.hex(SchemaNormalization.parsingFingerprint("SHA-256", schema));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The schema with this {@link #fingerprint}; where only tags were changed between versions, the newest. */
    public Optional<Schema> byFingerprint(String hex) {
        return newest(schema -> fingerprint(schema).equals(hex));
    }

    /** The schema that wrote a canonical form, by the form's own members {@code schema} and {@code tags}. */
    public Optional<Schema> byFingerprint(String hex, String tags) {
        return newest(schema ->
                fingerprint(schema).equals(hex) && FieldTag.digest(schema).equals(tags));
    }

    /** All of them, in the order of the index. */
    public List<Schema> all() {
        return schemas;
    }

    private Optional<Schema> newest(Predicate<Schema> wanted) {
        return schemas.stream().filter(wanted).reduce((older, newer) -> newer);
    }

    private static List<String> index() {
        try (var lines = new BufferedReader(new InputStreamReader(open(INDEX), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema read(String file) {
        try (var in = open(file)) {
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) throws IOException {
        var in = WriterSchemas.class.getResourceAsStream("/" + FOLDER + "/" + file);
        if (in == null) {
            throw new FileNotFoundException("not on the class path: " + FOLDER + "/" + file);
        }
        return in;
    }
}
