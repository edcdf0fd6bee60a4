package io.probity.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that has run as a person runs it.
 *
 * @param code what it ended with
 * @param said its output and its errors, in the order in which they came
 */
record CommandRun(int code, String said) {
    static CommandRun of(String... line) {
        var text = new StringWriter();
        int code = Probity.commandLine()
                .setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text))
                .execute(line);
        return new CommandRun(code, text.toString());
    }
}
