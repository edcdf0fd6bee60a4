package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.Shipped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The controls that GitLab itself knows: the name of an internal control must be one of them, and each asks one thing.
 *
 * @see <a href="https://docs.gitlab.com/user/compliance/compliance_frameworks/#gitlab-compliance-controls">GitLab compliance
 *     controls</a>
 */
public final class GitLabControls {
    private static final String FILE = "exchange/gitlab-controls.yaml";

    private final Map<String, ObjectNode> expressions = new LinkedHashMap<>();

    private final Map<String, String> older = new LinkedHashMap<>();

    private GitLabControls(LocatedTree tree) {
        var fields = new Fields(tree, "", tree.root());
        fields.values("older").forEach((name, id) -> older.put(name, id.asText()));
        fields.texts("true").forEach(id -> expressions.put(id, expression(id, "=", node(true))));
        fields.texts("false").forEach(id -> expressions.put(id, expression(id, "=", node(false))));
        fields.values("others")
                .forEach((id, other) -> expressions.put(
                        id,
                        expression(
                                other.path("field").asText(),
                                other.path("operator").asText(),
                                other.path("value"))));
        fields.done();
        tree.problems().stream().findFirst().ifPresent(problem -> {
            throw new IllegalStateException(problem.toString());
        });
    }

    /** Those that ship with the program. */
    public static GitLabControls shipped() {
        return new GitLabControls(LocatedTree.parse(FILE, Shipped.text(FILE)));
    }

    Set<String> ids() {
        return expressions.keySet();
    }

    /** The name that GitLab goes by today, for one of its first adherence checks; the same for every other. */
    String today(String name) {
        return older.getOrDefault(name, name);
    }

    /** What a control asks; null for a name that GitLab does not know. */
    @Nullable ObjectNode expression(String id) {
        var expression = expressions.get(id);
        return expression == null ? null : expression.deepCopy();
    }

    static ObjectNode expression(String field, String operator, JsonNode value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("field", field)
                .put("operator", operator)
                .set("value", value);
    }

    private static JsonNode node(boolean value) {
        return JsonNodeFactory.instance.booleanNode(value);
    }
}
