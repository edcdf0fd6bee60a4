package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.model.Outcome;
import io.probity.normalise.mapping.MappingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How much of each source's events is read right, as a page: by the tests that its mapping holds, and by real rows that nobody
 * here wrote, of which {@link RawEvent} says what they have. To write the page again, where the rows are:
 *
 * <pre>mvn -pl schemas,pipeline-topology test -Dtest=SourceSharesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.accept=true</pre>
 */
class SourceSharesTest {
    private static final Path PAGE = Path.of("..", "docs", "source-shares.md");
    private static final Path DATA = RealRows.DATA;
    /** Whose rows a file holds, by the beginning of its path; what is not named here is read as generic. */
    private static final Map<String, String> SOURCES = sources();

    private enum Field {
        TIME,
        ACTOR,
        ACTION,
        OUTCOME,
        IP
    }

    private static final class Tally {
        private int read;
        private int values;
        private final List<String> lost = new ArrayList<>();
        private final Map<String, Integer> refused = new TreeMap<>();
        private final Map<Field, int[]> fields = new EnumMap<>(Field.class);

        private void mark(Field field, boolean has, boolean filled) {
            int[] counts = fields.computeIfAbsent(field, any -> new int[2]);
            counts[0] += has ? 1 : 0;
            counts[1] += has && filled ? 1 : 0;
        }
    }

    @Test
    void thePageSaysWhatIsReadRight() throws IOException {
        RealRows.orSkip();
        var page = PAGE_HEAD + rows() + PEERS_HEAD + PeerPairs.table(DATA.resolve("datadog_pairs"));
        if (Boolean.getBoolean("docs.accept")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("%s is behind the sources; write it again with -Ddocs.accept=true", PAGE)
                .isEqualTo(page);
    }

    /**
     * What a mapping alone makes of the peer's two: everything that is in the row. The rest the peer calls otherwise (transport,
     * service), derives (a status from a number), or parses out of a line of text.
     */
    @Test
    void twingateAndVercelHaveWhatThePeerHas() throws IOException {
        RealRows.orSkip();

        var alone = PeerPairs.alone(DATA.resolve("datadog_pairs"));

        assertThat(alone.get("twingate")).containsExactly("network.transport");
        assertThat(alone.get("vercel"))
                .containsExactlyInAnyOrder(
                        "http.status_category",
                        "lambda.billed_duration",
                        "lambda.duration",
                        "lambda.execution",
                        "lambda.max_memory_used",
                        "lambda.memorysize",
                        "service",
                        "status");
    }

    /** One line for each source that ships. */
    private static String rows() throws IOException {
        var real = real();
        var tests = tests();
        var text = new StringBuilder();
        for (var source : Sources.shipped().all()) {
            var tally = real.getOrDefault(source.name(), new Tally());
            int[] inline = tests.getOrDefault(source.name(), new int[3]);
            text.append("| `").append(source.name()).append("` | ");
            text.append(inline[0] == 0 ? "in code" : inline[0] + ", " + inline[2] + " of " + inline[1])
                    .append(" | ");
            text.append(tally.read == 0 ? "" : tally.read).append(" | ").append(refusals(tally));
            for (var field : Field.values()) {
                text.append(" | ").append(share(tally.fields.get(field)));
            }
            text.append(" | ").append(share(new int[] {tally.values, tally.values - tally.lost.size()}));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String refusals(Tally tally) {
        return String.join(
                ", ",
                tally.refused.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .toList());
    }

    private static String share(int @Nullable [] counts) {
        return counts == null || counts[0] == 0 ? "" : counts[1] + " of " + counts[0];
    }

    /** Tests, fields that they compare, fields that are right; by source. */
    private static Map<String, int[]> tests() {
        var naming = new TypeNaming(Sources.shipped().types());
        var tests = new LinkedHashMap<String, int[]>();
        for (var file : Sources.mappings()) {
            int[] counts = tests.computeIfAbsent(file.source(), any -> new int[3]);
            for (MappingFile.Outcome outcome : file.test(naming)) {
                counts[0]++;
                counts[1] += outcome.compared();
                counts[2] += outcome.compared() - outcome.faults().size();
            }
        }
        return tests;
    }

    private static Map<String, Tally> real() throws IOException {
        var tallies = new LinkedHashMap<String, Tally>();
        for (var file : RealRows.files()) {
            var path = DATA.relativize(file).toString().replace('\\', '/');
            var name = SOURCES.entrySet().stream()
                    .filter(entry -> path.startsWith(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("generic");
            var headers = name.equals("github_webhook")
                    ? Map.of(
                            "x-github-event",
                            path.substring(path.lastIndexOf('/') + 1, path.length() - ".ndjson".length()))
                    : Map.<String, String>of();
            for (var line : Files.readAllLines(file)) {
                var row = Reading.json(line);
                var raw = PeerPairs.isOne(row) ? PeerPairs.raw(row) : row;
                count(tallies.computeIfAbsent(name, any -> new Tally()), name, raw, headers);
            }
        }
        return tallies;
    }

    private static void count(Tally tally, String source, JsonNode raw, Map<String, String> headers) {
        var results = Reading.source(source).normalise(raw, headers);
        var leaves = Leaves.of(raw, results);
        tally.values += leaves.all();
        tally.lost.addAll(leaves.lost());
        for (var result : results) {
            tally.read++;
            switch (result) {
                case Normalised.Refused(var reason, var detail, var json) ->
                    tally.refused.merge(reason.name(), 1, Integer::sum);
                case Normalised.Event event -> compare(tally, event.draft(), new RawEvent(raw));
            }
        }
    }

    private static void compare(Tally tally, EventDraft draft, RawEvent raw) {
        boolean hasId = draft.actor.getId() instanceof String id && !id.isEmpty();
        tally.mark(Field.TIME, raw.hasTime(), draft.effective != null);
        tally.mark(Field.ACTOR, raw.hasActor(), hasId || draft.actor.getName() != null);
        tally.mark(Field.ACTION, raw.hasAction(), !draft.action.isEmpty());
        tally.mark(Field.OUTCOME, raw.hasOutcome(), draft.outcome != Outcome.UNKNOWN);
        tally.mark(Field.IP, raw.hasAddress(), draft.metadata != null && draft.metadata.getClientIp() != null);
    }

    private static Map<String, String> sources() {
        var sources = new LinkedHashMap<String, String>();
        sources.put("aws_cloudtrail/", "cloudtrail");
        sources.put("gitlab/", "gitlab");
        sources.put("github_webhooks/", "github_webhook");
        sources.put("kubernetes_audit/", "kubernetes");
        sources.put("cicd/cdevents", "cdevents");
        sources.put("terraform/", "terraform");
        sources.put("ai_mcp/", "mcp");
        for (var peer : List.of("auth0", "doppler", "tailscale", "twingate", "vercel")) {
            sources.put("datadog_pairs/" + peer, peer);
        }
        var panther = new TreeMap<String, String>();
        panther.put("AWS.CloudTrail", "cloudtrail");
        panther.put("Amazon.EKS.Audit", "kubernetes");
        panther.put("Anthropic.", "anthropic");
        panther.put("Auth0.", "auth0");
        panther.put("Azure.Audit", "entra");
        panther.put("Azure.MonitorActivity", "azure");
        panther.put("Box.", "box");
        panther.put("Databricks.", "databricks");
        panther.put("GCP.AuditLog", "gcp");
        panther.put("GSuite.", "gsuite");
        panther.put("GitHub.Audit", "github");
        panther.put("Gravitational.", "teleport");
        panther.put("Microsoft365.", "microsoft365");
        panther.put("Okta.", "okta");
        panther.put("OnePassword.", "onepassword");
        panther.put("OpenAI.", "openai");
        panther.put("Slack.", "slack");
        panther.put("Snyk.", "snyk");
        panther.put("Tailscale.", "tailscale");
        panther.put("Zoom.", "zoom");
        panther.forEach((type, source) -> sources.put("panther/raw/" + type, source));
        return sources;
    }

    private static final String PAGE_HEAD = """
            # How much is read right

            Generated by `SourceSharesTest`; its javadoc says how. Two judges for each source that ships:

            - **Its own tests**: events written by us after the provider's documentation, with the fields that must come out
              (`probity sources test`). "9, 60 of 60" is nine tests that name 60 fields, of which 60 are right.
            - **Real rows** that nobody here wrote, from published test data of other projects; they are not part of the project. A share says
              of how many rows that have such a thing (by the names and looks of their values, judged by code that shares nothing with the
              sources) the event has it too. A row that is refused counts for none; empty: no row has it. What the field should be is not
              known of these rows, only that there is one.

            The last column says how many of all values in these rows are in `data`, `raw` or `around` of an event, or in the refused record,
            wherever they stand there: a word that a row has twice is found if it is there once. Null and blank ones and those that a table
            calls secret are not counted. What a Terraform plan copies of its own changes is left out on purpose ([sources.md](sources.md)).

            | source | own tests, fields right | real rows | refused | time | actor | action | outcome | address | values kept |
            |---|---|---|---|---|---|---|---|---|---|
            """;
    private static final String PEERS_HEAD = """

            ## Beside a peer

            Datadog publishes raw events of six sources with the attributes that its pipelines make of them. Each value of theirs is sought in our
            event: in a field, or under the same name in `data` (case and `_` apart). What is theirs alone is listed; most of it is the
            record repeated as text, what they parse out of a text (a user agent, a line of a log), or words of their own for a type.

            | source | rows | accepted | values of theirs | the same in ours | theirs alone |
            |---|---|---|---|---|---|
            """;
}
