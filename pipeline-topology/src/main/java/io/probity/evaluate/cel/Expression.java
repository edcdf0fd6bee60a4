package io.probity.evaluate.cel;

import dev.cel.common.CelErrorCode;
import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import io.probity.leaf.Reason;
import io.probity.model.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition. Immutable; one instance serves every thread.
 *
 * <p>A missing field is never true and never false: the evaluator raises it as an error, which {@code ||} and {@code &&}
 * pass over where the other side decides, and what is left of it is {@link Answer.Unknown}.
 */
public final class Expression {
    private static final Answer TRUE = new Answer.True();
    private static final Answer FALSE = new Answer.False();

    private final String text;
    private final String words;
    private final String excuse;
    private final Program program;
    private final List<Path> paths;
    /** The same, each with its way found once. */
    private final List<Field> fields;
    /** Those of them in which all tokens are that it meets: what is named below another of them is in that one too. */
    private final List<Field> outer;

    private final PathCollector.Names names;
    private final List<Anchor> anchors;
    private final List<Anchor> atHand;
    private final Map<Field, Set<Anchor.Key>> keys;
    private final Shortcut shortcut;
    /** The one field that it is; null for anything else. */
    private final @Nullable Field whole;

    /** What is said beside a status: of a field named {@code status} the one named {@code reason}; null where there is none. */
    private final @Nullable Field reason;

    /** The facts that it looks at; null: at all of them. */
    private final @Nullable List<String> facts;

    private final boolean namesJson;
    /** The members of an event that it looks into and that may hold a token. */
    private final int holders;

    private final boolean namesRecall;

    Expression(String text, CelExpr tree, Program program, PathCollector.Names names) {
        this.text = text;
        this.anchors = Anchor.of(tree);
        this.atHand =
                anchors.stream().filter(anchor -> anchor.field().isAtHand()).toList();
        this.keys = Anchor.keys(anchors);
        this.shortcut = Shortcut.of(tree);
        this.whole = Field.of(tree).orElse(null);
        this.reason = whole == null ? null : whole.beside("status", "reason");
        this.words = text.replaceAll("\\s*\\n\\s*", " ");
        this.excuse = "does not apply: " + words;
        this.program = program;
        this.paths = names.paths();
        this.fields = paths.stream().map(Field::new).toList();
        this.outer = fields.stream()
                .filter(field -> field.isAtHand()
                        || paths.stream().noneMatch(other -> field.path().isBelow(other)))
                .toList();
        this.names = names;
        this.facts = facts(paths);
        this.namesJson = paths.stream().anyMatch(path -> path.root().isOfJson());
        this.holders = paths.stream().mapToInt(Tokens::holders).reduce(0, (some, more) -> some | more);
        this.namesRecall = paths.stream().anyMatch(path -> path.root() == Root.RECALL);
    }

    private static @Nullable List<String> facts(List<Path> paths) {
        var below = paths.stream().filter(path -> path.root() == Root.FACTS).toList();
        return below.stream().anyMatch(path -> path.steps().isEmpty())
                ? null
                : below.stream().map(path -> path.steps().getFirst()).distinct().toList();
    }

    public String text() {
        return text;
    }

    /** The text on one line, for a reason. */
    public String words() {
        return words;
    }

    /** The reason of a control whose guard this is and does not hold: told of far more events than any other. */
    public String excuse() {
        return excuse;
    }

    /** The variables that it names: some of event, data, raw, facts, params, recall, now. */
    public Set<String> roots() {
        return names.roots();
    }

    /** Names of the first members below a variable: for facts, the facts that it rests on. */
    public Set<String> membersOf(String root) {
        return names.membersOf(root);
    }

    /** The same one step further down. */
    public Set<String> membersOf(String root, String member) {
        return paths.stream()
                .filter(path -> path.root().word().equals(root)
                        && path.steps().size() > 1
                        && path.steps().getFirst().equals(member))
                .map(path -> path.steps().get(1))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it looks at a member below a variable as a whole. */
    public boolean names(String root, String member) {
        return paths.stream()
                .anyMatch(
                        path -> path.root().word().equals(root) && path.steps().equals(List.of(member)));
    }

    public boolean calls(String function) {
        return names.functions().contains(function);
    }

    /** What the event must say before anything else of the expression matters: by each of these fields, one of its keys. */
    public Map<Field, Set<Anchor.Key>> keys() {
        return keys;
    }

    public Answer evaluate(Inputs inputs) {
        if (namesJson && isRuledOut(atHand, inputs)) {
            return FALSE; // and no JSON was parsed
        }
        int decided = shortcut.decide(inputs);
        if (decided != Shortcut.ASK && !mayMeetTokens(inputs)) {
            return decided == Shortcut.TRUE ? TRUE : FALSE; // nearly always
        }
        if (decided != Shortcut.TRUE && isRuledOut(anchors, inputs)) { // what is true, no side of it rules out
            return FALSE;
        }
        if (decided == Shortcut.ASK) {
            return asked(inputs);
        }
        var unknown = ofTokens(inputs);
        return unknown == null ? decided == Shortcut.TRUE ? TRUE : FALSE : unknown;
    }

    /** Whether the answer needs no evaluator. */
    boolean decides(Inputs inputs) {
        return isRuledOut(anchors, inputs) || shortcut.decide(inputs) != Shortcut.ASK;
    }

    /** By one side, which is no token: whether the others compare tokens does not matter then. */
    private static boolean isRuledOut(List<Anchor> anchors, Inputs inputs) {
        for (var anchor : anchors) {
            var text = anchor.field().clear(inputs);
            if (text != null && !anchor.admits(text)) {
                return true;
            }
        }
        return false;
    }

    /** The word that it gives, of an expression that was {@linkplain Expressions#word compiled to give one}. */
    public Said said(Inputs inputs) {
        try {
            var result = whole == null ? program.eval(inputs) : whole.value(inputs);
            if (result instanceof String word) {
                var unknown = ofTokens(inputs);
                return unknown == null ? new Said.Word(word) : new Said.Unknown(unknown.what());
            }
            var unreadable = whole == null ? null : unreadable(inputs);
            return unreadable == null
                    ? new Said.Fault(
                            "the expression gave " + (result == null ? "nothing" : Words.of(result)) + ", not a word")
                    : new Said.Unknown(unreadable);
        } catch (CelEvaluationException failed) {
            return hangsOnWhatIsMissing(failed)
                    ? new Said.Unknown(missing(inputs, failed))
                    : new Said.Fault(words(failed));
        } catch (RuntimeException failed) {
            // the evaluator's own faults are this control's ERROR and nobody else's
            return new Said.Fault("the expression cannot be evaluated: " + failed);
        }
    }

    /** What the evaluator says; the same as {@link #evaluate}, slower. */
    Answer asked(Inputs inputs) {
        try {
            var result = program.eval(inputs);
            if (!(result instanceof Boolean truth)) {
                return new Answer.Fault("the expression gave " + Words.of(result) + ", not true or false");
            }
            var unknown = ofTokens(inputs);
            return unknown == null ? truth ? TRUE : FALSE : unknown;
        } catch (CelEvaluationException failed) {
            return failed(inputs, failed);
        } catch (RuntimeException failed) {
            // the evaluator's own faults are this control's ERROR and nobody else's
            return new Answer.Fault("the expression cannot be evaluated: " + failed);
        }
    }

    private Answer failed(Inputs inputs, CelEvaluationException failed) {
        return hangsOnWhatIsMissing(failed)
                ? new Answer.Unknown(missing(inputs, failed))
                : new Answer.Fault(words(failed));
    }

    private static boolean hangsOnWhatIsMissing(CelEvaluationException failed) {
        var code = failed.getErrorCode();
        return code == CelErrorCode.ATTRIBUTE_NOT_FOUND || code == CelErrorCode.INDEX_OUT_OF_BOUNDS;
    }

    private static String words(CelEvaluationException failed) {
        return String.valueOf(failed.getMessage());
    }

    private String missing(Inputs inputs, CelEvaluationException failed) {
        var unreadable = unreadable(inputs);
        return unreadable == null ? Reason.missingInside(words(failed)) : unreadable;
    }

    /** The first of the fields that is not there, or may not be read, in words; null where each is and may. */
    private @Nullable String unreadable(Inputs inputs) {
        for (var path : paths) {
            switch (path.in(inputs)) {
                case Path.Found.Missing(String at) -> {
                    return at + " is missing";
                }
                case Path.Found.Encrypted() -> {
                    return path + " is encrypted";
                }
                case Path.Found.Part(var known) -> {
                    return path + " is " + known.words();
                }
                case Path.Found.Value(Object ignored) -> {}
            }
        }
        return null;
    }

    /** False: no token is where it looks. A parameter that holds some compares them with nothing then. */
    private boolean mayMeetTokens(Inputs inputs) {
        return namesJson // the JSON of nearly every event has its actor's token somewhere, so nobody looks through all
                // of it
                || namesRecall
                || inputs.factsMayHoldTokens(facts)
                || (holders != 0 && inputs.fieldsMayHoldTokens(holders));
    }

    /** Tokens of different epochs say nothing about whether the values behind them differ, nor do a token and a name in clear. */
    private Answer.@Nullable Unknown ofTokens(Inputs inputs) {
        if (!mayMeetTokens(inputs)) {
            return null;
        }
        int most = mostTokens(inputs);
        if (most == 0) {
            return null;
        }
        if (most > 1) { // nearly never: one alone is of one epoch
            var met = epochs(inputs);
            if (met.isEmpty()) {
                return null;
            }
            if (Comparison.mixes(met)) {
                return new Answer.Unknown("tokens of different epochs cannot be compared");
            }
        }
        for (var comparison : names.comparisons()) {
            var unknown = comparison.unknown(inputs);
            if (unknown != null) {
                return new Answer.Unknown(unknown);
            }
        }
        return null;
    }

    /** How many tokens it meets at the most, as far as 2. */
    private int mostTokens(Inputs inputs) {
        int most = 0;
        for (int i = 0; i < outer.size() && most < 2; i++) {
            most += Tokens.most(outer.get(i).value(inputs));
        }
        return most;
    }

    /** The epochs of the tokens met, by the field that they were met in. */
    private Map<Path, Set<String>> epochs(Inputs inputs) {
        var met = new LinkedHashMap<Path, Set<String>>();
        for (var field : outer) {
            var value = field.value(inputs);
            var here = new HashSet<String>();
            Tokens.epochs(value instanceof Partly.Texts(var known) ? known : value, here);
            if (!here.isEmpty()) {
                met.put(field.path(), here);
            }
        }
        return met;
    }

    /** The fields named, each with what was there, in the order in which they are written. */
    public List<Observation> observations(Inputs inputs) {
        var seen = new ArrayList<Observation>(fields.size());
        observe(inputs, seen);
        return seen;
    }

    /** Those of both, each field once: this one's, and what the other names beside them. */
    public List<Observation> observations(Expression other, Inputs inputs) {
        var seen = observations(inputs);
        other.observe(inputs, seen);
        return seen;
    }

    private void observe(Inputs inputs, List<Observation> seen) {
        for (var field : fields) {
            if (!isAmong(seen, field)) {
                seen.add(Freezer.freeze(field, inputs));
            }
        }
        if (reason != null && reason.value(inputs) != null && !isAmong(seen, reason)) {
            seen.add(Freezer.freeze(reason, inputs));
        }
    }

    private static boolean isAmong(List<Observation> seen, Field field) {
        for (var known : seen) {
            if (known.getField().equals(field.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The fields named and their values, in words: {@code data.approval_count = 1, params.minimum = 2}. */
    public String observed(Inputs inputs) {
        if (fields.isEmpty()) {
            return "";
        }
        var words = new StringBuilder(128);
        for (var field : fields) {
            observed(field, inputs, words);
        }
        if (reason != null && reason.value(inputs) != null) {
            observed(reason, inputs, words);
        }
        return words.toString();
    }

    private static void observed(Field field, Inputs inputs, StringBuilder words) {
        if (!words.isEmpty()) {
            words.append(", ");
        }
        words.append(field);
        switch (field.in(inputs)) {
            case Path.Found.Value(Object value) -> words.append(" = ").append(Words.of(value));
            case Path.Found.Missing ignored -> words.append(" is missing");
            case Path.Found.Encrypted ignored -> words.append(" is encrypted");
            case Path.Found.Part(var known) -> words.append(" is ").append(known.words());
        }
    }
}
