package io.probity.cli;

import io.probity.model.Reason;
import io.probity.rejected.Place;
import io.probity.rejected.Selection;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command is told which refused records are meant. */
final class RejectedInput {
    @Option(names = "--reason", paramLabel = "R", description = "one of docs/rejections.md, such as UNKNOWN_SCHEMA")
    private @Nullable Reason reason;

    @Option(names = "--source", paramLabel = "S", description = "the source that the topic is bound to")
    private @Nullable String source;

    @Option(names = "--tenant", paramLabel = "T", description = "the tenant that the topic is bound to")
    private @Nullable String tenant;

    @Option(names = "--stage", paramLabel = "STAGE", description = "normalise, validate, transform or define")
    private @Nullable String stage;

    @Option(names = "--from", paramLabel = "TIME", description = "arrived then or later, such as 2026-11-22T09:00:00Z")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "arrived before then")
    private @Nullable Instant to;

    @Option(
            names = "--origin",
            paramLabel = "PLACE",
            description = "topic/partition/offset, with /item where one record carried several; may be repeated")
    private List<String> origins = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    Selection selection() {
        var places = new HashSet<String>();
        for (var origin : origins) {
            var place = Place.read(origin);
            if (place == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--origin must be topic/partition/offset or topic/partition/offset/item, was '" + origin + "'");
            }
            places.add(place);
        }
        return new Selection(reason, source, tenant, stage, from, to, places);
    }
}
