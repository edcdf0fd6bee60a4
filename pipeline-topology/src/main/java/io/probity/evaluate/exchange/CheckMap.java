package io.probity.evaluate.exchange;

import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import io.probity.document.Shipped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Which of our controls stand for another tool's check.
 *
 * @param controls names of controls, by the name of the check
 * @param problems what is wrong with the file; where there is anything, the map is not to be used
 */
public record CheckMap(Map<String, List<String>> controls, List<Problem> problems) {
    private static final String FILE = "exchange/prowler-checks.yaml";

    /** From {@code checks: {name: control}}, or {@code name: [control, …]}. */
    public static CheckMap parse(String file, String text) {
        var tree = LocatedTree.parse(file, text);
        var fields = new Fields(tree, "", tree.root());
        var controls = new LinkedHashMap<String, List<String>>();
        fields.values("checks").forEach((check, value) -> {
            if (value.isTextual() || value.isArray()) {
                controls.put(
                        check,
                        value.isTextual()
                                ? List.of(value.asText())
                                : StreamSupport.stream(value.spliterator(), false)
                                        .map(item -> item.asText())
                                        .toList());
            } else {
                fields.error("checks/" + check, "`" + check + "` must name a control, or a list of them");
            }
        });
        fields.done();
        return new CheckMap(controls, List.copyOf(tree.problems()));
    }

    /** For Prowler's checks of AWS, of our controls over CloudTrail. */
    public static CheckMap shipped() {
        return parse(FILE, Shipped.text(FILE));
    }

    List<String> of(String check) {
        return controls.getOrDefault(check, List.of());
    }
}
