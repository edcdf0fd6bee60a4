package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlDefinition.Applies;
import io.probity.evaluate.catalog.ControlDefinition.Evidence;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.Trigger;
import io.probity.model.Severity;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A control for each check that an import keeps as external: what the tool itself says of it, once that is told, is the verdict.
 * It has the check's name as an alias, {@code prowler:iam_root_unused}, by which requirements list it, and a second import finds it.
 */
public final class EvidenceControls {
    private static final String EVENT = "evidence_reported";

    /** What nobody has said for a week is stale; most tools are run once a day. */
    private static final Duration GOOD_FOR = Duration.ofDays(7);

    /** Kinds of subjects that answers are about; of other tools nothing is known. */
    private static final Map<String, List<String>> KINDS =
            Map.of(ProwlerImport.TOOL, List.of("resource"), GitLabImport.TOOL, List.of("project"));

    private final KnownControls known;
    private final Names ids = new Names(EvidenceControls::id);
    private final Map<String, ControlDefinition> made = new LinkedHashMap<>();
    private final LinkedHashSet<String> listed = new LinkedHashSet<>();

    /** For one file. */
    public EvidenceControls(KnownControls known) {
        this.known = known;
    }

    /** The import with such controls; its external checks stay, so that it can go back where it came from. */
    public Imported add(Imported imported) {
        var frameworks =
                imported.catalog().frameworks().stream().map(this::framework).toList();
        var controls = new ArrayList<>(imported.catalog().controls());
        controls.addAll(made.values());
        var catalog = new Catalog(
                frameworks,
                List.copyOf(controls),
                imported.catalog().assignments(),
                imported.catalog().waivers());
        var remarks = new ArrayList<>(imported.remarks());
        remarks.add(listed.size()
                + " of those kept as external are judged by what the tool says of them, once that is told as " + EVENT
                + (listed.isEmpty() ? "" : ": " + String.join(", ", listed)));
        return new Imported(catalog, List.copyOf(remarks), imported.problems());
    }

    private FrameworkDefinition framework(FrameworkDefinition of) {
        return new FrameworkDefinition(
                of.id(),
                of.version(),
                of.effectiveFrom(),
                of.name(),
                of.description(),
                of.owner(),
                of.requirements().stream().map(this::requirement).toList(),
                of.retired());
    }

    private Requirement requirement(Requirement of) {
        var controls = new LinkedHashSet<>(of.controls());
        for (var external : of.external()) {
            var type = external.toString();
            if (known.find(type) == null) {
                made.computeIfAbsent(type, it -> control(it, external));
            }
            controls.add(type);
            listed.add(type);
        }
        return new Requirement(
                of.id(),
                of.title(),
                of.description(),
                List.copyOf(controls),
                of.external(),
                of.mappings(),
                of.policy());
    }

    /** Whole: a part could be that of another check, in a file that is imported next. */
    private static String id(String type) {
        return type.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    }

    private ControlDefinition control(String type, External external) {
        var quoted = JsonNodeFactory.instance.textNode(type).toString();
        return new ControlDefinition(
                ids.unique(type),
                "1",
                Instant.EPOCH,
                external.name(),
                "Holds where " + (external.tool().isEmpty() ? "its tool" : external.tool()) + " says so.",
                Severity.MEDIUM,
                List.of(new Trigger.OnEvent(EVENT)),
                Judges.STATE,
                new Applies(KINDS.getOrDefault(external.tool(), List.of()), Map.of()),
                "data.evidence.type == " + quoted,
                "",
                "facts." + Evidence.FACT + "[" + quoted + "].status",
                List.of(),
                null,
                "",
                null,
                List.of(new Evidence(type, false, GOOD_FOR, null, false)),
                Mode.OBSERVE,
                Map.of(),
                List.of(),
                "",
                List.of(
                        test("it passes", type, "pass", Status.PASS),
                        test("it fails", type, "fail", Status.FAIL),
                        test("nobody said", type, "", Status.UNKNOWN)),
                List.of(type),
                false);
    }

    private static ControlDefinition.Test test(String name, String type, String word, Status expected) {
        var nodes = JsonNodeFactory.instance;
        var event = nodes.objectNode();
        event.putObject("data").putObject(Evidence.FACT).put("type", type);
        var said = nodes.objectNode();
        said.putObject(type).put("status", word);
        Map<String, JsonNode> facts = word.isEmpty() ? Map.of() : Map.of(Evidence.FACT, said);
        return new ControlDefinition.Test(name, List.of(), event, List.of(), null, facts, Map.of(), expected, null);
    }
}
