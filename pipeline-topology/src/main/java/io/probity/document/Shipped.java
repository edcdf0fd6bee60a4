package io.probity.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Documents that ship inside the program. */
public final class Shipped {
    private Shipped() {}

    /**
     * The text of one.
     *
     * @param name from the root of the class path, such as {@code event-types/platform.yaml}
     * @throws IllegalStateException if it was not built in
     */
    public static String text(String name) {
        try (InputStream document = Shipped.class.getClassLoader().getResourceAsStream(name)) {
            if (document == null) {
                throw new IllegalStateException(name + " is not on the class path: build again");
            }
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
