package io.probity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.app.RejectedKeys;
import io.probity.app.RejectedLog;
import io.probity.app.RejectedSender;
import io.probity.model.Rejection;
import io.probity.rejected.Difference;
import io.probity.rejected.Place;
import io.probity.rejected.Repair;
import io.probity.rejected.Resend;
import io.probity.rejected.Selection;
import io.probity.rejected.UnsendableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Refused records, back to where they came from. */
@Command(
        name = "replay",
        description = {
            "Sends refused records back to their own topics: as they are after the world was mended (a schema registered, a limit"
                    + " raised), or repaired.",
            "Each goes with a note in the log, in one transaction: who, why, digests of what was refused and of what was sent."
                    + " One that was sent again already is passed over, unless --again."
        },
        footer = {
            "",
            "Exit: 0 all were sent, 1 some could not be, or broker or registry do not answer, 2 wrong call.",
            "Examples:",
            "  probity rejected replay --config probity.yaml --reason UNKNOWN_SCHEMA --dry-run",
            "  probity rejected replay --config probity.yaml --reason UNKNOWN_SCHEMA --operator ann --why 'schema 7 registered'",
            "  probity rejected replay --config probity.yaml --origin audit.events/0/17 --merge fix.json --operator ann --why 'no type'"
        },
        mixinStandardHelpOptions = true)
final class RejectedReplayCommand implements Callable<Integer> {
    @Mixin
    private final RejectedInput which = new RejectedInput();

    @Option(names = "--all", description = "everything that was refused; needed where nothing narrows")
    private boolean all;

    @Mixin
    private final RepairInput repairs = new RepairInput();

    @Option(names = "--operator", paramLabel = "WHO", description = "immutable id of the person who does this")
    private @Nullable String operator;

    @Option(
            names = {"--why", "--reason-text"},
            paramLabel = "TEXT",
            description = "why, for the log")
    private @Nullable String why;

    @Option(names = "--again", description = "those too that were sent again already")
    private boolean again;

    @Option(names = "--dry-run", description = "show what would be sent and how it differs, and send nothing")
    private boolean dryRun;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "most records that are sent. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var selection = which.selection();
        check(selection);
        var repair = repairs.repair();
        var settings = input.settings();
        try (var log = RejectedLog.open(settings);
                var keys = RejectedKeys.of(settings)) {
            // the sender first: another one's transaction is over then, and its notes can be read
            try (var sender = dryRun ? null : log.sender()) {
                var run = new Run(log.sentAgain(), repair, sender, json.people(), keys);
                long unreadable = log.each(selection, run::take);
                return run.end(unreadable);
            }
        }
    }

    private void check(Selection selection) {
        if (selection.isEverything() && !all) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say which are meant: --origin, --reason, --source, --tenant, --stage, --from, --to, or --all");
        }
        if (!dryRun && (operator == null || operator.isBlank() || why == null || why.isBlank())) {
            throw new ParameterException(
                    spec.commandLine(), "--operator and --why are needed: the log keeps who sent it again and why");
        }
        if (repairs.replaces() && selection.places().size() != 1) {
            throw new ParameterException(spec.commandLine(), "--value replaces one record: name it with one --origin");
        }
    }

    private final class Run {
        private final Map<String, Integer> before;
        private final Repair repair;
        private final @Nullable RejectedSender sender;
        private final PrintWriter out;
        private final RejectedKeys keys;
        private final ArrayNode records = JsonNodeFactory.instance.arrayNode();
        private int sent;
        private int passed;
        private int failed;

        Run(
                Map<String, Integer> before,
                Repair repair,
                @Nullable RejectedSender sender,
                PrintWriter out,
                RejectedKeys keys) {
            this.keys = keys;
            this.before = before;
            this.repair = repair;
            this.sender = sender;
            this.out = out;
        }

        boolean take(Rejection refused) {
            var place = Place.of(refused.getOrigin());
            int times = before.getOrDefault(place, 0);
            if (times > 0 && !again) {
                passed++;
                say(place, "passed over", "it was sent again already, " + times + " times; --again sends it once more");
                return true;
            }
            try {
                var resend = Resend.of(refused, repair, keys.of(refused));
                send(resend, times);
                sent++;
                say(place, dryRun ? "would be sent" : "sent", words(resend));
                if (dryRun) {
                    Difference.between(resend.refused(), resend.value()).forEach(line -> out.println("    " + line));
                }
            } catch (UnsendableException e) {
                failed++;
                say(place, "not sent", String.valueOf(e.getMessage()));
            } catch (RejectedSender.OvertakenException e) {
                failed++;
                say(place, "not sent", String.valueOf(e.getMessage()));
                return false;
            }
            return sent + failed < limit;
        }

        private void send(Resend resend, int times) {
            if (sender == null || operator == null || why == null) {
                return;
            }
            try {
                var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                sender.send(resend, resend.note(operator, why, now, times));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnsendableException("interrupted");
            }
        }

        private String words(Resend resend) {
            var value = resend.value();
            return (value == null ? "no value" : value.length + " bytes")
                    + (repair instanceof Repair.AsItIs ? ", as it is" : ", repaired");
        }

        private void say(String place, String what, String detail) {
            out.println(place + ": " + what + ": " + detail);
            records.addObject().put("origin", place).put("result", what).put("detail", detail);
        }

        int end(long unreadable) throws IOException {
            out.println(sent + (dryRun ? " would be sent, " : " sent, ") + passed + " passed over, " + failed
                    + " not sent");
            out.flush();
            json.write(JsonNodeFactory.instance
                    .objectNode()
                    .put("dryRun", dryRun)
                    .put("sent", sent)
                    .put("passedOver", passed)
                    .put("notSent", failed)
                    .put("unreadable", unreadable)
                    .set("records", records));
            return failed == 0 ? 0 : 1;
        }
    }
}
