package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.app.CommandLog;
import io.probity.model.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who orders, why, and of which pipeline: what every order is given with. */
final class OrderInput {
    @Option(
            names = "--as",
            required = true,
            paramLabel = "ACTOR",
            description = "who orders, by the immutable id that the sources know the person by")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String actor;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why, for the log")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "of the order, such as a ticket's; the same order twice is carried out once. Default: random")
    private @Nullable String id;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** An order with all of that in it. */
    Command.Builder order() {
        if (actor.isBlank() || reason.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--as and --reason may not be empty: the log keeps who ordered it and why");
        }
        return Command.newBuilder()
                .setId(id == null ? UUID.randomUUID().toString() : id)
                .setActor(actor)
                .setReason(reason)
                .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    /** What an order is about, by its id and its subject, is written as such. */
    void about(String what, String subject) {
        if (!what.matches("[0-9a-f]{64}")) {
            throw new ParameterException(spec.commandLine(), "ID is 64 lower-case hex digits, not " + what);
        }
        if (subject.indexOf('/') <= 0) {
            throw new ParameterException(spec.commandLine(), "--subject is KIND/ID, not " + subject);
        }
    }

    /** Writes it, and says where it lies. */
    int send(Command order) throws Exception {
        try (var log = CommandLog.open(input.settings())) {
            var place = log.send(order);
            json.people()
                    .println("ordered " + order.getKind() + " as " + order.getId() + " at " + place
                            + "; audit.decisions answers it, control probity-command");
            json.people().flush();
            json.write(JsonNodeFactory.instance
                    .objectNode()
                    .put("id", order.getId())
                    .put("kind", order.getKind().name())
                    .put("origin", place));
        }
        return 0;
    }
}
