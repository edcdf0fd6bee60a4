package io.probity.cli;

import io.probity.model.CommandKind;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What people do with a violation. */
@Command(
        name = "violation",
        description = {
            "Orders something of a violation: review, assign, comment, dismiss, resolve or reopen it. The order is written to the",
            "topic audit.commands; the pipeline carries it out or refuses it, and tells either on audit.decisions."
        },
        footer = {
            "",
            "Exit: 0 written, 1 broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity violation dismiss 9f86d081…0a08 --subject project/6 --as 4711 --reason 'a test project' \\",
            "      --config probity.yaml"
        },
        mixinStandardHelpOptions = true)
final class ViolationCommand implements Callable<Integer> {

    /** The words of the command line; a refresh is a command of its own. */
    enum Verb {
        review,
        assign,
        comment,
        dismiss,
        resolve,
        reopen
    }

    @Parameters(index = "0", paramLabel = "VERB", description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Verb verb;

    @Parameters(index = "1", paramLabel = "ID", description = "of the violation, 64 hex digits")
    @SuppressWarnings("NullAway.Init")
    private String violation;

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "KIND/ID",
            description = "whose violation it is, as the violation says")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Option(
            names = "--to",
            paramLabel = "ASSIGNEE",
            description = "who is to look at it, for review and assign, by an immutable id")
    private @Nullable String assignee;

    @Mixin
    private final OrderInput input = new OrderInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (verb == Verb.assign && assignee == null) {
            throw new ParameterException(spec.commandLine(), "assign needs --to: whom it is given to");
        }
        if (assignee != null && verb != Verb.assign && verb != Verb.review) {
            throw new ParameterException(spec.commandLine(), "--to goes with review and assign alone");
        }
        input.about(violation, subject);
        return input.send(input.order()
                .setKind(CommandKind.valueOf(verb.name().toUpperCase(Locale.ROOT)))
                .setViolation(violation)
                .setSubject(subject)
                .setAssignee(assignee)
                .build());
    }
}
