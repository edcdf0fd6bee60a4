package io.probity.app;

import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.NearestName;
import io.probity.draft.Keeping;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.outputs.OutputRule;
import io.probity.outputs.Outputs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what is kept from the ledger's outputs:
 *
 * <pre>
 *   findings: {drop: [remediation, event.actor.id, data.reviewer], mask:ip: [event.metadata.clientIp]}
 *   decisions: {drop: [reason]}
 * </pre>
 */
final class OutputRulesFile {
    private static final List<Keeping> WAYS =
            List.of(Keeping.DROP, Keeping.MASK_DOMAIN, Keeping.MASK_IP, Keeping.MASK_LAST4);

    private static final Expressions EXPRESSIONS = new Expressions();

    private final LocatedTree tree;

    private OutputRulesFile(LocatedTree tree) {
        this.tree = tree;
    }

    /**
     * What the settings say.
     *
     * @throws SettingException naming the file, or each line of it that is wrong
     */
    static Outputs of(Settings settings) {
        return settings.document(Setting.OUTPUTS_RULES, OutputRulesFile::parse).orElse(Outputs.WHOLE);
    }

    static Outputs parse(String name, String text) {
        var tree = LocatedTree.parse(name, text);
        var outputs = tree.problems().isEmpty() ? new OutputRulesFile(tree).read() : Outputs.WHOLE;
        SettingException.ifAny(tree.problems());
        return outputs;
    }

    private Outputs read() {
        var top = new Fields(tree, "", tree.root());
        var rules = new HashMap<String, OutputRule>();
        Outputs.NAMES.forEach((output, schema) -> top.object(output, fields -> {
            rules.put(output, rule(fields, OutputRule.members(schema)));
            return fields;
        }));
        top.done();
        return Outputs.of(rules);
    }

    private static OutputRule rule(Fields fields, Set<String> members) {
        var dropped = new HashSet<String>();
        var masks = new HashMap<String, Keeping>();
        for (var way : WAYS) {
            for (var name : fields.has(way.word()) ? fields.texts(way.word()) : List.<String>of()) {
                if (members.contains(name)) {
                    if (way == Keeping.DROP) {
                        dropped.add(name);
                    } else {
                        fields.error(way.word(), "`" + name + "` can only be dropped");
                    }
                } else {
                    field(fields, way, name, members, masks);
                }
            }
        }
        for (var word : List.of(Keeping.TOKEN, Keeping.TOKEN_ARN, Keeping.ENCRYPT)) {
            if (fields.has(word.word())) {
                fields.error(
                        word.word(),
                        "an output can be told less, not otherwise, since the ledger has no keys: what should be a token"
                                + " or encrypted everywhere belongs into protect.tightening");
            }
        }
        return new OutputRule(dropped, masks);
    }

    private static void field(
            Fields fields, Keeping way, String name, Set<String> members, Map<String, Keeping> masks) {
        try {
            var field = EXPRESSIONS.field(name);
            var told = OutputRule.toldUnder(field);
            if (told.isPresent()) {
                fields.error(
                        way.word(),
                        "`" + name + "` cannot be left out: each record tells " + told.get()
                                + ", or nobody would know what it is about");
            } else if (masks.putIfAbsent(field, way) != null) {
                fields.error(way.word(), "`" + name + "` is named twice");
            }
        } catch (ExpressionException noField) {
            fields.error(way.word(), unknown(name, members) + ": " + noField.getMessage());
        }
    }

    private static String unknown(String name, Set<String> members) {
        var known = new HashSet<>(members);
        known.addAll(Expressions.ROOTS);
        return "`" + name + "` is neither a member that may be left empty ("
                + members.stream().sorted().collect(Collectors.joining(", "))
                + ") nor a field as controls name it, such as event.actor.id or data.reviewer"
                + NearestName.hint(name, known);
    }
}
