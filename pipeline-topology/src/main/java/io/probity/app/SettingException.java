package io.probity.app;

import io.probity.document.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A wrong setting; the message names which, where it came from and what to do. */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingException(String message) {
        super(message);
    }

    /** Throws all that is wrong with a file, a line each; nothing where nothing is. */
    static void ifAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new SettingException(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
    }
}
