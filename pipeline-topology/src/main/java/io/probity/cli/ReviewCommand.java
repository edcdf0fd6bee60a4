package io.probity.cli;

import io.probity.model.CommandKind;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What people say of a verdict that is not sure enough. */
@Command(
        name = "review",
        description = {
            "Answers a request to look at a verdict: uphold or overrule it. The order is written to the topic audit.commands; the",
            "pipeline carries it out or refuses it, and tells either on audit.decisions. The verdict stays what it is."
        },
        footer = {
            "",
            "Exit: 0 written, 1 broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity review overrule 9f86d081…0a08 --subject request/7 --as 4711 --reason 'staging was meant' \\",
            "      --config probity.yaml"
        },
        mixinStandardHelpOptions = true)
final class ReviewCommand implements Callable<Integer> {

    /** The words of the command line. */
    enum Verb {
        uphold,
        overrule
    }

    @Parameters(index = "0", paramLabel = "VERB", description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Verb verb;

    @Parameters(index = "1", paramLabel = "ID", description = "of the request, 64 hex digits")
    @SuppressWarnings("NullAway.Init")
    private String review;

    @Option(
            names = "--subject",
            required = true,
            paramLabel = "KIND/ID",
            description = "whom the verdict is about, as the request says")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Mixin
    private final OrderInput input = new OrderInput();

    @Override
    public Integer call() throws Exception {
        input.about(review, subject);
        return input.send(input.order()
                .setKind(CommandKind.valueOf(verb.name().toUpperCase(Locale.ROOT)))
                .setReview(review)
                .setSubject(subject)
                .build());
    }
}
