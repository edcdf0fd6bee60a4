package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Adherence;
import io.probity.model.AuditEvent;
import io.probity.model.Balance;
import io.probity.model.Mention;
import io.probity.model.RejectionDigest;
import io.probity.model.SealedEntry;
import io.probity.model.Violation;
import io.probity.rig.Committed;
import io.probity.rig.PythonHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The batch computation that shares no code with the pipeline: Python's standard library over dumps. */
final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Oracle() {}

    /** Skips the test that asks where there is no python3. */
    static void requirePython() {
        PythonHere.orSkip("the oracle is written in it");
    }

    /** Asserts that what came out of a load is what the load asks for. */
    static void judge(Path folder, List<Sent> load, Committed committed) throws Exception {
        Files.createDirectories(folder);
        write(folder.resolve("sent.jsonl"), load.stream().map(Oracle::json).toList());
        write(
                folder.resolve("leaves.jsonl"),
                committed.all("audit.sealed", SealedEntry.class).stream()
                        .map(Oracle::json)
                        .toList());
        write(
                folder.resolve("violations.jsonl"),
                committed.all("audit.violations", Violation.class).stream()
                        .map(Oracle::json)
                        .toList());
        write(
                folder.resolve("adherence.jsonl"),
                committed.last("audit.adherence", Adherence.class).stream()
                        .map(Oracle::json)
                        .toList());
        write(
                folder.resolve("balance.jsonl"),
                committed.last("audit.balance", Balance.class).stream()
                        .map(Oracle::json)
                        .toList());
        var words = folder.resolve("oracle.txt");
        var process = new ProcessBuilder("python3", script().toString(), folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the oracle ends").isTrue();
        System.out.println(Files.readString(words).strip());
        assertThat(process.exitValue())
                .as("the oracle's findings:\n%s", Files.readString(words))
                .isZero();
    }

    private static Path script() {
        var inModule = Path.of("src", "test", "python", "oracle.py");
        return Files.exists(inModule) ? inModule : Path.of("pipeline-topology").resolve(inModule);
    }

    private static void write(Path file, List<ObjectNode> rows) throws IOException {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            lines.add(row.toString());
        }
        Files.write(file, lines);
    }

    private static ObjectNode json(Sent sent) {
        return JSON.createObjectNode()
                .put("topic", sent.topic())
                .put("key", sent.key())
                .put("value", Base64.getEncoder().encodeToString(sent.value()));
    }

    private static ObjectNode json(SealedEntry leaf) {
        var json = JSON.createObjectNode()
                .put("partition", leaf.getPartition())
                .put("leaf", leaf.getLeaf())
                .put("kind", leaf.getKind().name());
        var entry = leaf.getEntry();
        if (entry == null) {
            return json;
        }
        var origin = entry.getOrigin();
        json.put(
                "origin",
                origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset() + "/" + origin.getItem());
        if (entry.getBody() instanceof AuditEvent event) {
            json.put("source", event.getNormaliser().getName()).put("id", event.getId());
            leaf.getFlags().forEach(flag -> json.put("flag", flag.name()));
        } else if (entry.getBody() instanceof Mention mention) {
            var event = mention.getEvent();
            var subject = mention.getSubject();
            json.put("source", event.getNormaliser().getName()).put("id", event.getId());
            json.put("mention", subject.getKind() + "/" + subject.getId());
        } else if (entry.getBody() instanceof RejectionDigest refused) {
            json.put("source", refused.getSource())
                    .put("reason", refused.getReason().name());
        }
        return json;
    }

    private static ObjectNode json(Violation violation) {
        return JSON.createObjectNode()
                .put("id", violation.getId())
                .put("control", violation.getControl())
                .put("subject", violation.getSubject())
                .put("event", violation.getEventId())
                .put("status", violation.getStatus().name());
    }

    private static ObjectNode json(Adherence standing) {
        return JSON.createObjectNode()
                .put("control", standing.getControl())
                .put("subject", standing.getSubject())
                .put("status", standing.getStatus().name())
                .put("changes", standing.getChanges())
                .put("effective", standing.getEffective().toString());
    }

    private static ObjectNode json(Balance balance) {
        return JSON.createObjectNode()
                .put("source", balance.getSource())
                .put("received", balance.getReceived())
                .put("accepted", balance.getAccepted())
                .put("duplicate", balance.getDuplicate())
                .put("refused", balance.getRefused())
                .put("forged", balance.getForged());
    }
}
