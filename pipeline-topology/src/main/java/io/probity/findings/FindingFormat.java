package io.probity.findings;

import io.probity.model.Violation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats that findings are told in. */
public enum FindingFormat {
    /** OCSF 1.8.0, class Compliance Finding: JSON. */
    OCSF("application/json"),
    /** Elastic Common Schema 8.17: JSON. */
    ECS("application/json"),
    /** ArcSight Common Event Format, version 0: one line of text. */
    CEF("text/plain; charset=utf-8");

    private final String contentType;

    FindingFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The format of a word, in any case. */
    public static Optional<FindingFormat> of(String word) {
        return Arrays.stream(values())
                .filter(format -> format.name()
                        .toLowerCase(Locale.ROOT)
                        .equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    String contentType() {
        return contentType;
    }

    byte[] bytes(Violation violation) {
        return switch (this) {
            case OCSF -> OcsfFinding.bytes(violation);
            case ECS -> EcsFinding.bytes(violation);
            case CEF -> CefFinding.bytes(violation);
        };
    }
}
