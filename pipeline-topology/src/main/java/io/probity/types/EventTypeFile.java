package io.probity.types;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.document.Problem;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of event types, read: a list of entries, or one entry alone as GitLab keeps them. A repeated control id is no
 * problem, since GitLab's own sample has one.
 */
public final class EventTypeFile {
    private static final Pattern FACT = Pattern.compile("\\w+(\\.\\{[\\w.]+\\??\\})?");
    private static final Pattern MEMBERS = Pattern.compile("\\w+(\\.\\w+)*\\{\\s*\\w+(\\s*,\\s*\\w+)*\\s*\\}");
    /** A lookup asks for what stands before the first dot. */
    private static final Pattern NAME = Pattern.compile("[^\\s*]+|[^\\s*.]+\\.\\*");

    private static final List<String> CONCERNS = List.of("artifact", "environment", "target");

    private final LocatedTree tree;
    private final List<Registration> registrations = new ArrayList<>();

    private EventTypeFile(LocatedTree tree) {
        this.tree = tree;
        var root = tree.root();
        if (root.isArray()) {
            for (int i = 0; i < root.size(); i++) {
                registrations.add(entry(new Fields(tree, "/" + i, root.get(i))));
            }
        } else if (tree.problems().isEmpty()) {
            registrations.add(entry(new Fields(tree, "", root)));
        }
    }

    /** Reads text in YAML or JSON; whatever is wrong with it is among {@link #problems}. */
    public static EventTypeFile parse(String name, String text) {
        return new EventTypeFile(LocatedTree.parse(name, text));
    }

    /** What is wrong, in the order in which it was found; every one is an error. */
    public List<Problem> problems() {
        return List.copyOf(tree.problems());
    }

    /** The types of a file without problems, in its order. */
    public List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    private static Registration entry(Fields entry) {
        var registration = read(entry);
        entry.done();
        return registration;
    }

    /** Reads one entry; whoever made the fields closes them. */
    public static Registration read(Fields entry) {
        var type = new EventType(
                name(entry),
                entry.text("description", ""),
                entry.text("introduced_by_issue", ""),
                entry.text("introduced_by_mr", ""),
                entry.text("feature_category", ""),
                entry.text("milestone", ""),
                entry.flag("saved_to_database", true),
                entry.flag("streamed", true),
                words("scope", entry).stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList(),
                controls(entry),
                entry.oneOf("category", Category.class, Category.OTHER, Set.of()),
                entry.oneOf("crud", Crud.class, Crud.UNKNOWN, Set.of()),
                entry.oneOf("outcome", Outcome.class, Outcome.UNKNOWN, Set.of()),
                words("aliases", entry),
                facts(entry),
                entry.has("lifecycle") ? entry.oneOf("lifecycle", Lifecycle.class, Lifecycle.CHANGED, Set.of()) : null,
                concerns(entry),
                entry.flag("names_artifacts"),
                entry.flag("snapshot"),
                dataSchema(entry));
        return new Registration(type, entry.place(), entry.flag("replaces"));
    }

    private static List<String> concerns(Fields entry) {
        var kinds = words("concerns", entry);
        kinds.stream()
                .filter(kind -> !CONCERNS.contains(kind))
                .forEach(kind -> entry.error(
                        "concerns",
                        "`" + kind + "` is not one of " + String.join(", ", CONCERNS)
                                + NearestName.hint(kind, CONCERNS)));
        return kinds;
    }

    private static String name(Fields entry) {
        var name = entry.needed("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            entry.error(
                    "name",
                    "`" + name + "` must be a word, or one without a dot and `.*` for every name that begins"
                            + " with it and a dot");
        }
        return name;
    }

    /** Both keys together, so that a file in the middle of its migration loses nothing. */
    private static List<String> controls(Fields entry) {
        var ids = new LinkedHashSet<>(words("compliance_controls", entry));
        ids.addAll(words("compliance_requirement_controls", entry));
        return List.copyOf(ids);
    }

    private static List<String> words(String key, Fields entry) {
        return List.copyOf(new LinkedHashSet<>(entry.texts(key)));
    }

    private static Map<String, String> facts(Fields entry) {
        var facts = new LinkedHashMap<String, String>();
        entry.values("facts").forEach((fact, path) -> {
            if (!FACT.matcher(fact).matches()) {
                entry.error(
                        "facts/" + fact,
                        "fact `" + fact + "` must be a name, or a name and a path such as rules.{target.id}");
            } else if (fact.equals("lifecycle")) {
                entry.error(
                        "facts/lifecycle",
                        "fact `lifecycle` is what types with `lifecycle` tell of their target: choose another name");
            } else if (path.isContainerNode() || path.asText().equals("!")) {
                entry.error("facts/" + fact, "fact `" + fact + "` must be a path such as data.settings.visibility");
            }
            if (path.asText().indexOf('{') >= 0
                    && !MEMBERS.matcher(path.asText()).matches()) {
                entry.error(
                        "facts/" + fact,
                        "fact `" + fact
                                + "` chooses members as in data.evidence{status, reason}, and nothing beside it");
            }
            facts.put(fact, path.isNull() ? "" : path.asText());
        });
        return facts;
    }

    private static @Nullable JsonNode dataSchema(Fields entry) {
        return entry.has("data_schema") ? entry.any("data_schema") : null;
    }
}
