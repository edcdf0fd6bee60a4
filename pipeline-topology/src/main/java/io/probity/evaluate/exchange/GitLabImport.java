package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.document.LocatedTree;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.evaluate.catalog.Mode;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GitLab's JSON of a compliance framework, as its compliance centre exports it and as its templates are written.
 *
 * <p>A control that ours knows by id or alias, and that asks what GitLab's own asks, is listed by GitLab's name. One that none of
 * ours stands for becomes a control of its own if some event type tells its field; else it is kept as external, whole.
 *
 * @see <a href="https://docs.gitlab.com/user/compliance/compliance_frameworks/#json-template-structure-and-schema">JSON template
 *     structure and schema</a>
 */
public final class GitLabImport {
    static final String TOOL = "gitlab";

    private final GitLabControls gitlab;
    private final KnownControls known;
    private final FactTypes facts;

    private final Names ids = new Names(Names::slug);
    private final Map<String, ControlDefinition> made = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** For one file. */
    public GitLabImport(GitLabControls gitlab, KnownControls known, EventTypes types) {
        this.gitlab = gitlab;
        this.known = known;
        this.facts = new FactTypes(types);
    }

    public Imported read(String file, String text) {
        var tree = LocatedTree.json(file, text);
        var root = Foreign.root(tree);
        var name = root.needed("name");
        var version = root.text("version");
        var framework = new FrameworkDefinition(
                Names.slug(name),
                version.isEmpty() ? "1" : version,
                Instant.EPOCH,
                name,
                root.text("description"),
                null,
                root.objects("requirements").stream().map(this::requirement).toList(),
                false);
        root.done();
        remarks.addAll(root.left());
        var catalog = new Catalog(List.of(framework), List.copyOf(made.values()), List.of(), List.of());
        return new Imported(catalog, List.copyOf(remarks), List.copyOf(tree.problems()));
    }

    private Requirement requirement(Foreign json) {
        var name = json.needed("name");
        var description = json.text("description");
        var controls = new ArrayList<String>();
        var external = new ArrayList<External>();
        for (var each : json.objects("controls")) {
            control(each, name, controls, external);
            each.done();
        }
        json.done();
        return new Requirement(
                ids.unique(name),
                name,
                description,
                controls.stream().distinct().toList(),
                List.copyOf(external),
                List.of());
    }

    private void control(Foreign json, String requirement, List<String> controls, List<External> external) {
        var name = json.needed("name");
        var why = json.text("control_type").equals("external") ? "GitLab asks a service of yours" : whyNot(name, json);
        if (why == null) {
            controls.add(name);
        } else {
            external.add(external(name, json.whole()));
            remarks.add("not judged here, kept as external: `" + name + "` of `" + requirement + "`: " + why);
        }
    }

    /** Why nothing here judges an internal control; null where something does. */
    private @Nullable String whyNot(String name, Foreign json) {
        var asked = expression(json.any("expression"));
        var ours = known.find(name);
        var standard = gitlab.expression(name);
        if (ours != null && (standard == null || asked.isMissingNode() || asked.equals(standard))) {
            remarkShadow(name, ours);
            return null;
        }
        if (ours != null) {
            return "it asks " + asked + ", where `" + ours.id() + "` stands for " + standard;
        }
        var before = made.get(name);
        var control = control(name, asked);
        if (control == null) {
            return "no control given has this name, and no event type tells `"
                    + asked.path("field").asText(name) + "`";
        }
        if (before != null && !before.equals(control)) {
            return "it asks otherwise than above";
        }
        if (made.put(name, control) == null) {
            remarks.add("judged in shadow only, by `" + control.id() + "`: look whether facts."
                    + asked.path("field").asText() + " is what GitLab asks of `" + name
                    + "`, and then remove its mode");
        }
        return null;
    }

    private void remarkShadow(String name, ControlDefinition ours) {
        var remark = "judged in shadow only, by `" + ours.id() + "`, which opens no violation: if `" + name
                + "` is to open some, publish a version of it without its mode";
        if (ours.mode() == Mode.SHADOW && !remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private @Nullable ControlDefinition control(String name, JsonNode asked) {
        var types = facts.telling(asked.path("field").asText());
        return types.isEmpty() ? null : FactControl.of(name, asked, types);
    }

    /** GitLab keeps it as a text of JSON, and some of its answers give it so. */
    private static JsonNode expression(JsonNode written) {
        return written.isTextual()
                ? LocatedTree.json("expression", written.asText()).root()
                : written;
    }

    private External external(String name, JsonNode whole) {
        var form = (ObjectNode) whole.deepCopy();
        if (form.has("secret_token")) {
            form.remove("secret_token");
            remarks.add("not taken over, for it is a secret: secret_token of `" + name + "`");
        }
        form.remove("name");
        return new External(TOOL, name, form);
    }
}
