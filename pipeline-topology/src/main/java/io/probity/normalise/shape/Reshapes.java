package io.probity.normalise.shape;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The formats, by the names that a mapping's {@code reshape} gives them. */
public final class Reshapes {
    private static final Map<String, Reshape> BY_NAME = Map.of(
            "otlp",
            new OtlpLogs(),
            "cloudevents",
            new CloudEvents(),
            "terraform",
            new TerraformPlans(),
            "policy_report",
            new PolicyReports());

    private Reshapes() {}

    /** Null where there is none of the name. */
    public static @Nullable Reshape named(String name) {
        return BY_NAME.get(name);
    }

    /** The names, for people. */
    public static List<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }
}
