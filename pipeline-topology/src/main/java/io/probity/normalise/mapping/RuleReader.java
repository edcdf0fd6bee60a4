package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.document.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules and conditions as they are written. What is wrong is noted at its line, and something harmless read in its place, so that
 * one run reports everything.
 */
record RuleReader(LocatedTree tree) {
    private static final Rule NOTHING = new Rule.First(List.of());
    private static final Condition NEVER = new Condition.Any(List.of());
    private static final String AROUND = "record:";
    private static final String HEADER = "header:";
    private static final List<String> RULES = List.of("value", "join", "of", "when", "lower", "none");
    private static final List<String> CONDITIONS = List.of("has", "of", "same", "all", "any", "not");
    private static final List<String> OF = List.of("of", "words", "otherwise", "part");
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");

    /** A path, a word, a list of alternatives, or an object that says more. */
    Rule rule(String at, JsonNode node) {
        if (node.isArray()) {
            return new Rule.First(each(at, node, this::rule));
        }
        if (node.isObject()) {
            return object(at, node);
        }
        return node.isNull() ? error(at, "a path or a word is needed", NOTHING) : word(at, node.asText());
    }

    /** A path or a header, or a list of alternatives: whatever may be missing. */
    Rule sought(String at, JsonNode node) {
        if (node.isArray()) {
            return new Rule.First(each(at, node, this::sought));
        }
        return isSought(node.asText()) ? word(at, node.asText()) : place(at, node.asText(), false);
    }

    private static boolean isSought(String text) {
        return text.startsWith("/") || text.startsWith(AROUND) || text.startsWith(HEADER);
    }

    private Rule word(String at, String text) {
        if (text.startsWith(AROUND)) {
            return place(at, text.substring(AROUND.length()), true);
        }
        if (text.startsWith(HEADER)) {
            return new Rule.Header(text.substring(HEADER.length()).toLowerCase(Locale.ROOT));
        }
        return text.startsWith("/") ? place(at, text, false) : new Rule.Constant(text);
    }

    private Rule place(String at, String text, boolean around) {
        try {
            return new Rule.At(Place.parse(text), around);
        } catch (IllegalArgumentException wrong) {
            return error(at, String.valueOf(wrong.getMessage()), NOTHING);
        }
    }

    private Rule object(String at, JsonNode node) {
        if (node.has("when")) {
            known(at, node, List.of("when", "then"));
            return node.has("then")
                    ? new Rule.When(condition(at + "/when", node.get("when")), rule(at + "/then", node.get("then")))
                    : error(at, "`then` is needed beside `when`", NOTHING);
        }
        if (node.has("of")) {
            return derived(at, node);
        }
        if (node.has("join")) {
            known(at, node, List.of("join", "with"));
            return joined(at, node.get("join").asText(), node.path("with"));
        }
        if (node.size() != 1 || !RULES.contains(node.fieldNames().next())) {
            return error(at, "exactly one of `" + String.join("`, `", RULES) + "` is needed", NOTHING);
        }
        var inner = node.iterator().next();
        return switch (node.fieldNames().next()) {
            case "value" -> new Rule.Constant(inner.asText());
            case "lower" -> new Rule.Lower(rule(at + "/lower", inner));
            default ->
                inner.asText().isBlank()
                        ? error(at + "/none", "say why there is none, for whoever looks for it", NOTHING)
                        : NOTHING;
        };
    }

    private Rule derived(String at, JsonNode node) {
        known(at, node, OF);
        var of = rule(at + "/of", node.get("of"));
        if (node.has("part") == node.has("words")) {
            return error(at, "exactly one of `words`, `part` is needed beside `of`", NOTHING);
        }
        return node.has("part") ? part(at + "/part", of, node.get("part").asText()) : lookup(at, of, node);
    }

    private Rule part(String at, Rule of, String expression) {
        try {
            var pattern = Pattern.compile(expression);
            return pattern.matcher("").groupCount() == 1
                    ? new Rule.Part(of, pattern)
                    : error(at, "exactly one group in parentheses is needed: it is the part", NOTHING);
        } catch (PatternSyntaxException wrong) {
            return error(at, "no regular expression: " + wrong.getDescription(), NOTHING);
        }
    }

    private Rule lookup(String at, Rule of, JsonNode node) {
        if (!node.get("words").isObject()) {
            return error(at + "/words", "`words` must be an object: their word, ours", NOTHING);
        }
        var exact = new LinkedHashMap<String, String>();
        var globs = new ArrayList<Rule.Lookup.Glob>();
        for (var word : node.get("words").properties()) {
            var theirs = word.getKey().toLowerCase(Locale.ROOT);
            var ours = word.getValue().asText();
            if (theirs.contains("*")) {
                globs.add(new Rule.Lookup.Glob(glob(theirs), ours));
            } else if (exact.put(theirs, ours) != null) {
                error(
                        at + "/words/" + word.getKey(),
                        "`" + word.getKey() + "` is there twice: case does not count",
                        "");
            }
        }
        var otherwise = node.has("otherwise") ? rule(at + "/otherwise", node.get("otherwise")) : null;
        return new Rule.Lookup(of, exact, List.copyOf(globs), otherwise);
    }

    private static Pattern glob(String word) {
        return Pattern.compile(Stream.of(word.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }

    /**
     * {@code okta.{/eventType}}: text, with paths in braces, or with names of rules that are written beside it.
     *
     * @param with the rules by name; missing where there are none
     */
    private Rule joined(String at, String text, JsonNode with) {
        var pieces = new ArrayList<Rule>();
        var hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            if (hole.start() > from) {
                pieces.add(new Rule.Constant(text.substring(from, hole.start())));
            }
            pieces.add(piece(at, hole.group(1), with));
            from = hole.end();
        }
        if (from < text.length()) {
            pieces.add(new Rule.Constant(text.substring(from)));
        }
        return from == 0
                ? error(at + "/join", "`join` needs a path in braces, as in {/name}", NOTHING)
                : new Rule.Joined(pieces);
    }

    private Rule piece(String at, String hole, JsonNode with) {
        if (isSought(hole)) {
            return word(at + "/join", hole);
        }
        return with.has(hole)
                ? rule(at + "/with/" + hole, with.get(hole))
                : error(at + "/join", "{" + hole + "} is no path, and `with` does not say what it is", NOTHING);
    }

    /** An object with one of has, of and is, all, any, not. */
    Condition condition(String at, JsonNode node) {
        if (node.has("of")) {
            known(at, node, List.of("of", "is"));
            var words = node.path("is").isArray() ? node.get("is") : List.of(node.path("is"));
            var patterns = new ArrayList<Pattern>();
            words.forEach(word -> patterns.add(glob(word.asText())));
            return node.has("is")
                    ? new Condition.Is(rule(at + "/of", node.get("of")), patterns)
                    : error(at, "`is` is needed beside `of`: a word, or a list of them", NEVER);
        }
        if (!node.isObject()
                || node.size() != 1
                || !CONDITIONS.contains(node.fieldNames().next())) {
            return error(at, "exactly one of `" + String.join("`, `", CONDITIONS) + "` is needed", NEVER);
        }
        var name = node.fieldNames().next();
        var inner = node.get(name);
        var below = at + "/" + name;
        return switch (name) {
            case "has" -> new Condition.Has(rule(below, inner));
            case "same" -> same(below, inner);
            case "not" -> new Condition.Not(condition(below, inner));
            case "all" -> new Condition.All(each(below, inner, this::condition));
            default -> new Condition.Any(each(below, inner, this::condition));
        };
    }

    private Condition same(String at, JsonNode list) {
        var values = each(at, list, this::sought);
        return values.size() > 1 ? new Condition.Same(values) : error(at, "two or more paths are needed", NEVER);
    }

    private interface Reader<T> {
        T read(String at, JsonNode node);
    }

    private <T> List<T> each(String at, JsonNode list, Reader<T> reader) {
        if (!list.isArray() || list.isEmpty()) {
            return error(at, "a list of one or more is needed", List.of());
        }
        var all = new ArrayList<T>();
        for (int i = 0; i < list.size(); i++) {
            all.add(reader.read(at + "/" + i, list.get(i)));
        }
        return List.copyOf(all);
    }

    private void known(String at, JsonNode node, List<String> keys) {
        node.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key)) {
                error(at + "/" + key, "unknown key `" + key + "`" + NearestName.hint(key, keys), "");
            }
        });
    }

    private <T> T error(String at, String message, T harmless) {
        tree.problem(Problem.Level.ERROR, at, message);
        return harmless;
    }
}
