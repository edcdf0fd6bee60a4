package io.probity.types;

import io.probity.model.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What another engine may say of a subject, under the words that evidence is written in. STALE and WAIVED are not among them: how
 * old an answer is and who accepts it is for whoever judges by it.
 */
public enum EvidenceStatus {
    PASS(Status.PASS),
    FAIL(Status.FAIL),
    WARN(Status.WARN),
    ERROR(Status.ERROR),
    SKIPPED(Status.SKIPPED),
    UNKNOWN(Status.UNKNOWN),
    NOT_APPLICABLE(Status.NOT_APPLICABLE),
    PENDING(Status.PENDING);

    private final Status status;

    EvidenceStatus(Status status) {
        this.status = status;
    }

    /** The verdict that it is. */
    public Status status() {
        return status;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In capitals or not; null for a word that is none of them. */
    public static @Nullable EvidenceStatus of(String word) {
        for (var status : values()) {
            if (status.name().equalsIgnoreCase(word)) {
                return status;
            }
        }
        return null;
    }

    /** All of them, as they are written. */
    public static List<String> words() {
        return Arrays.stream(values()).map(EvidenceStatus::word).toList();
    }
}
