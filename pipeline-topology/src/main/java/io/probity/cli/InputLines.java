package io.probity.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines as bytes: whether they are UTF-8 is for the reader to say. The end of the last line may be missing. */
final class InputLines {
    private InputLines() {}

    /** What is done with a line; the first has number 1. */
    @FunctionalInterface
    interface Each {
        void line(long number, byte[] bytes);
    }

    static void each(InputStream input, Each each) throws IOException {
        var line = new ByteArrayOutputStream(4096);
        long number = 1;
        for (int b = input.read(); b >= 0; b = input.read()) {
            if (b == '\n') {
                each.line(number++, line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            each.line(number, line.toByteArray());
        }
    }
}
