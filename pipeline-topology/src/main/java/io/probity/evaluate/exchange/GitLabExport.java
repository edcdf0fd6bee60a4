package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A framework as GitLab's compliance centre imports it; what that reads are name, description and colour of the framework, name
 * and description of each requirement, and its controls.
 *
 * @see <a href="https://docs.gitlab.com/user/compliance/compliance_frameworks/#json-template-structure-and-schema">JSON template
 *     structure and schema</a>
 */
public final class GitLabExport {
    /** Controls of one requirement, by the same page. */
    private static final int MOST_CONTROLS = 5;

    private final GitLabControls gitlab;
    private final Catalog catalog;
    private final KnownControls known;
    private final List<String> remarks = new ArrayList<>();

    /**
     * For one framework.
     *
     * @param catalog with the controls that it lists, and all else that is said of it
     */
    public GitLabExport(GitLabControls gitlab, Catalog catalog) {
        this.gitlab = gitlab;
        this.catalog = catalog;
        this.known = new KnownControls(catalog);
    }

    /**
     * The framework.
     *
     * @param color of GitLab's label, such as {@code #1f75cb}; ours have none
     */
    public Exported write(FrameworkDefinition framework, String color) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", framework.name());
        // GitLab refuses a framework, or a requirement, without a description
        json.put("description", framework.description().isEmpty() ? framework.name() : framework.description());
        json.put("color", color);
        if (framework.owner() != null) {
            remarks.add("not in the export: the owner `" + framework.owner()
                    + "`; in GitLab a framework is the group's that imports it");
        }
        Extent.of(framework, catalog)
                .names()
                .forEach(name ->
                        remarks.add("not in the export: " + name + ", for GitLab's form is of requirements alone"));
        var requirements = json.putArray("requirements");
        framework.requirements().forEach(requirement -> requirements.add(requirement(requirement)));
        return new Exported(json, List.copyOf(remarks));
    }

    private ObjectNode requirement(Requirement requirement) {
        var json = JsonNodeFactory.instance.objectNode();
        var title = requirement.title().isEmpty() ? requirement.id() : requirement.title();
        json.put("name", title);
        json.put("description", requirement.description().isEmpty() ? title : requirement.description());
        var controls = controls(requirement);
        json.set("controls", controls);
        if (requirement.policy() != null) {
            lost(requirement, "that `" + requirement.policy() + "` satisfies it, for GitLab has no such thing");
        }
        if (!requirement.mappings().isEmpty()) {
            lost(requirement, "its mappings, for GitLab has none");
        }
        if (controls.size() > MOST_CONTROLS) {
            remarks.add("requirement `" + requirement.id() + "` has " + controls.size() + " controls, and GitLab takes "
                    + MOST_CONTROLS + ": split it");
        }
        return json;
    }

    private ArrayNode controls(Requirement requirement) {
        Map<String, ObjectNode> controls = new LinkedHashMap<>();
        requirement.controls().forEach(name -> {
            var internal = internal(name);
            boolean takenWhole = requirement.external().stream()
                    .anyMatch(external -> external.toString().equals(name));
            if (internal.isEmpty() && !takenWhole) {
                lost(requirement, "`" + name + "`, which is none of GitLab's controls");
            }
            controls.putAll(internal);
        });
        var all = JsonNodeFactory.instance.arrayNode().addAll(controls.values());
        for (var external : requirement.external()) {
            if (external.tool().equals(GitLabImport.TOOL)) {
                all.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", external.name())
                        .setAll((ObjectNode) external.form().deepCopy()));
            } else {
                lost(requirement, "`" + external + "`, which is another tool's");
            }
        }
        return all;
    }

    /** One of ours may stand for two of GitLab's: then it is both. */
    private Map<String, ObjectNode> internal(String listed) {
        var internal = new LinkedHashMap<String, ObjectNode>();
        var control = known.find(listed);
        for (var name : names(listed, control)) {
            var expression = gitlab.expression(name);
            if (expression == null && control != null) {
                expression = FactControl.expression(control);
            }
            if (expression != null) {
                var json =
                        JsonNodeFactory.instance.objectNode().put("name", name).put("control_type", "internal");
                json.set("expression", expression);
                internal.put(name, json);
            }
        }
        return internal;
    }

    private Set<String> names(String listed, @Nullable ControlDefinition control) {
        if (control == null || gitlab.ids().contains(listed)) {
            return Set.of(listed);
        }
        var names = ofGitLab(control);
        return names.isEmpty() && control.aliases().contains(listed) ? Set.of(listed) : names;
    }

    private Set<String> ofGitLab(ControlDefinition control) {
        var names = new LinkedHashSet<String>();
        control.aliases().forEach(alias -> names.add(gitlab.today(alias)));
        names.retainAll(gitlab.ids());
        return names;
    }

    private void lost(Requirement requirement, String what) {
        remarks.add("not in the export: of requirement `" + requirement.id() + "` " + what);
    }
}
