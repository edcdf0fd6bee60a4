package io.probity.normalise.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Who may push to a protected branch, and who may merge into it, added as {@code push_level} and {@code merge_level}: the lowest access
 * level of a role that may, as GitLab's API numbers them, 0 for nobody, and {@code others} where only those are named that are no
 * role. GitLab writes a list of words, among which names of people may stand, so a control could not read it.
 */
final class BranchAccess {
    /** The words of {@code humanize} in GitLab's program, in English: an instance in another language says nothing but {@link #OTHERS}. */
    private static final Map<String, Integer> LEVELS = Map.of(
            "No one", 0,
            "Developers + Maintainers", 30,
            "Maintainers", 40,
            "Instance admins", 60,
            "Administrators", 60);

    private static final String OTHERS = "others";

    private BranchAccess() {}

    static void add(ObjectNode data) {
        add(data, data.path("push_access_levels"), "push_level");
        add(data, data.path("merge_access_levels"), "merge_level");
        switch (data.path("change").asText("")) {
            case "allowed to push", "allowed to push and merge" -> add(data, data.path("to"), "push_level");
            case "allowed to merge" -> add(data, data.path("to"), "merge_level");
            default -> {} // another setting of the branch
        }
    }

    private static void add(ObjectNode data, JsonNode words, String name) {
        if (!words.isArray() || data.has(name)) {
            return;
        }
        int lowest = Integer.MAX_VALUE;
        boolean others = false;
        for (var word : words) {
            int level = LEVELS.getOrDefault(word.asText(), -1);
            others |= level < 0;
            lowest = level > 0 ? Math.min(lowest, level) : lowest;
        }
        if (lowest < Integer.MAX_VALUE) {
            data.put(name, lowest);
        } else if (others) {
            data.put(name, OTHERS);
        } else {
            data.put(name, 0);
        }
    }
}
