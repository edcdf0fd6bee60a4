package io.probity.app;

import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.document.Problem;
import io.probity.draft.FieldRule;
import io.probity.draft.FieldTable;
import io.probity.draft.Keeping;
import io.probity.draft.PathTable;
import io.probity.transform.Protection;
import io.probity.transform.Tightening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator asks for beyond what ships:
 *
 * <pre>
 *   event: {drop: [actor/name]}
 *   sources:
 *     gitlab: {raw: {encrypt: [/project/name]}, data: {token: [/reviewer]}}
 * </pre>
 */
final class TighteningFile {
    private final LocatedTree tree;
    private final Function<String, @Nullable FieldTable> shipped;

    private TighteningFile(LocatedTree tree, Function<String, @Nullable FieldTable> shipped) {
        this.tree = tree;
        this.shipped = shipped;
    }

    /**
     * Reads a file.
     *
     * @param shipped the table of a source; null for one that there is not
     * @throws SettingException naming each line that is wrong, or that would loosen what ships
     */
    static Tightening parse(String name, String text, Function<String, @Nullable FieldTable> shipped) {
        var tree = LocatedTree.parse(name, text);
        var file = new TighteningFile(tree, shipped);
        var tightening = tree.problems().isEmpty() ? file.read() : Tightening.NONE;
        SettingException.ifAny(tree.problems());
        return tightening;
    }

    private Tightening read() {
        var top = new Fields(tree, "", tree.root());
        var event = new LinkedHashMap<String, FieldRule>();
        top.object("event", fields -> {
            event.putAll(event(fields));
            return fields;
        });
        var sources = new LinkedHashMap<String, FieldTable>();
        top.values("sources").forEach((name, value) -> {
            var table = shipped.apply(name);
            if (table == null) {
                tree.problem(Problem.Level.ERROR, "/sources/" + name, "there is no source `" + name + "`");
            } else {
                sources.put(name, source("/sources/" + name, value, table));
            }
        });
        top.done();
        return new Tightening(Map.copyOf(event), Map.copyOf(sources));
    }

    private Map<String, FieldRule> event(Fields fields) {
        var known = Protection.eventFields();
        var rules = new LinkedHashMap<String, FieldRule>();
        lists(fields).forEach((word, paths) -> {
            var rule = FieldRule.of(word);
            for (var path : paths) {
                var keeping = known.get(path);
                if (keeping == null || keeping == Keeping.CLEAR) {
                    fields.error(
                            word,
                            "`" + path + "` is no personal field of an event" + NearestName.hint(path, known.keySet()));
                } else if (rule == null || rule.keeping().compareTo(keeping) < 0) {
                    fields.error(
                            word, "`" + path + "` is kept as " + keeping.word() + "; " + word + " would loosen it");
                } else {
                    rules.put(path, rule);
                }
            }
        });
        return rules;
    }

    private FieldTable source(String at, com.fasterxml.jackson.databind.JsonNode value, FieldTable table) {
        var fields = new Fields(tree, at, value);
        var raw = new LinkedHashMap<String, List<String>>();
        var data = new LinkedHashMap<String, List<String>>();
        fields.object("raw", it -> {
            raw.putAll(part(it, table.raw()));
            return it;
        });
        fields.object("data", it -> {
            data.putAll(part(it, table.data()));
            return it;
        });
        fields.done();
        try {
            return FieldTable.of(at, Map.of("raw", raw, "data", data));
        } catch (IllegalArgumentException wrong) {
            tree.problem(Problem.Level.ERROR, at, String.valueOf(wrong.getMessage()));
            return FieldTable.empty();
        }
    }

    private static Map<String, List<String>> part(Fields fields, PathTable table) {
        var lists = lists(fields);
        lists.forEach((word, paths) -> {
            var rule = FieldRule.of(word);
            for (var path : paths) {
                if (rule != null && path.startsWith("/") && !rule.isAtLeast(table.ruleOf(names(path)))) {
                    fields.error(
                            word, "`" + path + "` is kept more strictly by what ships; " + word + " would loosen it");
                }
            }
        });
        return lists;
    }

    private static List<String> names(String path) {
        var names = new ArrayList<String>();
        for (var segment : path.substring(1).split("/", -1)) {
            names.add(segment.replace("~1", "/").replace("~0", "~"));
        }
        names.remove("**");
        return names;
    }

    private static Map<String, List<String>> lists(Fields fields) {
        var lists = new LinkedHashMap<String, List<String>>();
        for (var word : FieldTable.words()) {
            if (fields.has(word)) {
                lists.put(word, fields.texts(word));
            }
        }
        return lists;
    }
}
