package io.probity.evaluate.exchange;

import static io.probity.evaluate.exchange.Oscal.line;
import static io.probity.evaluate.exchange.Oscal.prop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Mapping;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A framework as OSCAL: its requirements as a catalog, what is chosen of it and with which parameters as a profile, and what judges it as
 * a component definition. What OSCAL calls a control is a requirement here; our controls are checks of it.
 *
 * @see <a href="https://pages.nist.gov/OSCAL/learn/concepts/layer/">OSCAL's layers and models</a>
 */
public final class OscalExport {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final FrameworkDefinition framework;
    private final KnownControls known;
    private final Extent extent;
    private final @Nullable Instant lastModified;
    private final String catalogHref;

    private final Map<Requirement, String> tokens = new LinkedHashMap<>();
    private final List<ControlDefinition> controls;
    private final List<String> remarks = new ArrayList<>();

    /**
     * @param catalog with the controls that it lists, and all else that is said of it
     * @param lastModified when it was published; null: the latest effectiveFrom of framework and controls
     * @param catalogHref where profile and component definition find the catalog
     */
    public OscalExport(
            FrameworkDefinition framework, Catalog catalog, @Nullable Instant lastModified, String catalogHref) {
        this.framework = framework;
        this.known = new KnownControls(catalog);
        this.extent = Extent.of(framework, catalog);
        this.lastModified = lastModified;
        this.catalogHref = catalogHref;
        var ids = new Names(Oscal::token);
        framework.requirements().forEach(requirement -> tokens.put(requirement, ids.unique(requirement.id())));
        this.controls = framework.requirements().stream()
                .flatMap(this::controls)
                .distinct()
                .toList();
        unknown();
    }

    private Stream<ControlDefinition> controls(Requirement requirement) {
        return requirement.controls().stream()
                .map(known::find)
                .filter(Objects::nonNull)
                .distinct();
    }

    private void unknown() {
        for (var requirement : framework.requirements()) {
            for (var name : requirement.controls()) {
                if (known.find(name) == null) {
                    remarks.add("not in the export: of requirement `" + requirement.id() + "` `" + name
                            + "`, which no controls file has");
                }
            }
        }
    }

    /** Its requirements. */
    public Exported catalog() {
        var group = NODES.objectNode()
                .put("id", Oscal.token(framework.id()))
                .put("class", "framework")
                .put("title", line(framework.name(), framework.id()));
        Oscal.list(group, "params", params(true));
        Oscal.list(
                group,
                "controls",
                framework.requirements().stream().map(this::control).toList());
        var catalog = document("catalog", "catalog");
        Oscal.list(catalog, "groups", List.of(group));
        elsewhere("catalog");
        return exported("catalog", catalog);
    }

    private ObjectNode control(Requirement requirement) {
        var token = token(requirement);
        var control = NODES.objectNode()
                .put("id", token)
                .put("class", "requirement")
                .put("title", line(requirement.title(), requirement.id()));
        var props = new ArrayList<ObjectNode>();
        props.add(NODES.objectNode().put("name", "label").put("value", line(requirement.id(), token)));
        requirement
                .mappings()
                .forEach(mapping ->
                        props.add(prop("mapping", mapping.id()).put("class", Mapping.word(mapping.relation()))));
        if (requirement.policy() != null) {
            props.add(prop("policy", requirement.policy()));
        }
        Oscal.list(control, "props", props);
        var prose = requirement.description().isEmpty() ? requirement.title() : requirement.description();
        var statement = NODES.objectNode().put("id", token + "_smt").put("name", "statement");
        Oscal.list(control, "parts", List.of(statement.put("prose", line(prose, requirement.id()))));
        return control;
    }

    /** All of its requirements, with the parameters of the controls that judge them. */
    public Exported profile() {
        var chosen = NODES.objectNode();
        chosen.putArray("with-ids")
                .addAll(tokens.values().stream().map(NODES::textNode).toList());
        var from = NODES.objectNode().put("href", catalogHref);
        Oscal.list(from, "include-controls", List.of(chosen));
        var profile = document("profile", "profile");
        Oscal.list(profile, "imports", List.of(from));
        profile.putObject("merge").put("as-is", true);
        var parameters = params(false);
        if (!parameters.isEmpty()) {
            Oscal.list(profile.putObject("modify"), "set-parameters", parameters);
        }
        overrides();
        elsewhere("profile");
        return exported("profile", profile);
    }

    private void elsewhere(String document) {
        var names = extent.names();
        if (!names.isEmpty()) {
            remarks.add("not in a " + document + ", but in oscal-component: " + String.join(", ", names));
        }
    }

    private void overrides() {
        for (var control : controls) {
            for (var override : control.overrides()) {
                remarks.add("not in the export: `" + control.id() + "` has other parameters for " + override.scope());
            }
        }
    }

    /**
     * Of the controls that judge its requirements.
     *
     * @param declared as a catalog declares them, and not as a profile sets them
     */
    private List<ObjectNode> params(boolean declared) {
        var params = new ArrayList<ObjectNode>();
        for (var control : controls) {
            control.params().forEach((name, value) -> {
                var param =
                        NODES.objectNode().put(declared ? "id" : "param-id", Oscal.token(control.id() + "." + name));
                if (declared) {
                    Oscal.list(param, "props", List.of(prop("check", control.id())));
                    param.put("label", name);
                }
                List<? extends JsonNode> values =
                        Oscal.values(value).stream().map(NODES::textNode).toList();
                Oscal.list(param, "values", values);
                if (declared || !values.isEmpty()) {
                    params.add(param);
                }
            });
        }
        return params;
    }

    /** What judges its requirements: our controls, and what other tools check. */
    public Exported component() {
        var definition = document("component-definition", "component-definition");
        var where = new OscalExtent(extent);
        Oscal.list(definition.withObjectProperty("metadata"), "parties", where.parties());
        var components = new ArrayList<ObjectNode>();
        components.add(component(
                "probity",
                "Probity",
                "Judges the audit events of a requirement's subjects, and what they tell of them, by its controls.",
                requirement -> controls(requirement).map(OscalExport::check).toList()));
        Oscal.list(components.getFirst(), "props", where.props());
        var tools = new TreeSet<String>();
        framework.requirements().forEach(it -> it.external().forEach(external -> tools.add(external.tool())));
        for (var tool : tools) {
            components.add(component(
                    "external " + tool,
                    line(tool, "external"),
                    "Checks that nothing in Probity judges.",
                    requirement -> external(requirement, tool)));
        }
        Oscal.list(definition, "components", components);
        return exported("component-definition", definition);
    }

    /** What a component does for a requirement: props, a list for each check. */
    private interface Checks {
        List<List<ObjectNode>> of(Requirement requirement);
    }

    private ObjectNode component(String name, String title, String description, Checks checks) {
        var component = NODES.objectNode()
                .put("uuid", uuid("component", name))
                .put("type", "validation")
                .put("title", title)
                .put("description", description);
        var implemented = framework.requirements().stream()
                .filter(requirement -> !checks.of(requirement).isEmpty())
                .map(requirement -> implemented(name, requirement, checks.of(requirement)))
                .toList();
        if (!implemented.isEmpty()) {
            var implementation = NODES.objectNode()
                    .put("uuid", uuid("control-implementation", name))
                    .put("source", catalogHref)
                    .put("description", title + " for " + line(framework.name(), framework.id()));
            Oscal.list(implementation, "implemented-requirements", implemented);
            Oscal.list(component, "control-implementations", List.of(implementation));
        }
        return component;
    }

    private ObjectNode implemented(String component, Requirement requirement, List<List<ObjectNode>> checks) {
        var names = checks.stream()
                .map(check -> check.getFirst().path("value").asText())
                .toList();
        var implemented = NODES.objectNode()
                .put("uuid", uuid("implemented-requirement", component, requirement.id(), token(requirement)))
                .put("control-id", token(requirement))
                .put("description", "Checked by " + String.join(", ", names) + ".");
        Oscal.list(implemented, "props", checks.stream().flatMap(List::stream).toList());
        return implemented;
    }

    private static List<ObjectNode> check(ControlDefinition control) {
        var group = Oscal.token(control.id());
        return Stream.of(
                        prop("check", control.id()),
                        prop("check-title", control.title()),
                        prop("check-version", control.version()),
                        prop("check-severity", control.severity().name().toLowerCase(Locale.ROOT)),
                        prop("check-mode", control.mode().name().toLowerCase(Locale.ROOT)))
                .map(prop -> prop.put("group", group))
                .toList();
    }

    private static List<List<ObjectNode>> external(Requirement requirement, String tool) {
        return requirement.external().stream()
                .filter(external -> external.tool().equals(tool))
                .map(External::name)
                .map(name -> List.of(prop("external-check", name)))
                .toList();
    }

    private ObjectNode document(String kind, String what) {
        var document = NODES.objectNode();
        var published = published(kind.equals("component-definition") ? extent.begun() : Stream.of());
        document.put("uuid", uuid(identity(kind, published)));
        var metadata = document.putObject("metadata")
                .put("title", line(framework.name(), framework.id()) + ": " + what)
                .put("last-modified", published.toString())
                .put("version", line(framework.version(), "1"))
                .put("oscal-version", Oscal.VERSION);
        if (framework.owner() != null) {
            Oscal.list(
                    metadata, "props", List.of(prop("owner", framework.owner().toString())));
        }
        return document;
    }

    private Exported exported(String name, ObjectNode document) {
        var root = NODES.objectNode();
        root.set(name, document);
        return new Exported(root, List.copyOf(remarks));
    }

    /** What a document is made of; one that holds no units, assignments and so on is the same whatever becomes of them. */
    private String[] identity(String kind, Instant published) {
        var all = Stream.of("document", kind, controlVersions(), published.toString());
        var beside = kind.equals("component-definition") ? extent.versions() : List.<String>of();
        return Stream.concat(all, beside.stream()).toArray(String[]::new);
    }

    private Instant published(Stream<Instant> further) {
        return lastModified != null
                ? lastModified
                : Stream.concat(controls.stream().map(ControlDefinition::effectiveFrom), further)
                        .reduce(framework.effectiveFrom(), (one, other) -> one.isAfter(other) ? one : other);
    }

    private String controlVersions() {
        return String.join(
                " ",
                controls.stream()
                        .map(control -> control.id() + "@" + control.version())
                        .toList());
    }

    /** Of something in this version of the framework. */
    private String uuid(String... names) {
        var all = Stream.concat(Stream.of(framework.id(), framework.version()), Stream.of(names));
        return Oscal.uuid(all.toArray(String[]::new)).toString();
    }

    private String token(Requirement requirement) {
        return tokens.getOrDefault(requirement, Oscal.token(requirement.id()));
    }
}
