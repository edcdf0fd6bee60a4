package io.probity.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.rejected.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command is told how refused records are repaired. */
final class RepairInput {
    @Option(
            names = "--merge",
            paramLabel = "FILE",
            description =
                    "a JSON merge patch (RFC 7396) that is applied to each: {\"eventType\": \"login\", \"bad\": null}")
    private @Nullable Path merge;

    @Option(names = "--value", paramLabel = "FILE", description = "the whole value to send instead, of one record")
    private @Nullable Path value;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether the value is replaced as a whole. */
    boolean replaces() {
        return value != null;
    }

    Repair repair() {
        if (merge != null && value != null) {
            throw new ParameterException(spec.commandLine(), "--merge and --value exclude each other");
        }
        try {
            if (value != null) {
                return new Repair.Replace(Files.readAllBytes(value));
            }
            return merge == null ? new Repair.AsItIs() : new Repair.Merge(patch(Files.readString(merge)));
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(), "cannot read " + (value == null ? merge : value) + ": " + e.getMessage(), e);
        }
    }

    private ObjectNode patch(String text) throws JsonProcessingException {
        if (CanonicalJson.read(text) instanceof ObjectNode object) {
            return object;
        }
        throw new ParameterException(spec.commandLine(), "a merge patch must be a JSON object: " + merge);
    }
}
