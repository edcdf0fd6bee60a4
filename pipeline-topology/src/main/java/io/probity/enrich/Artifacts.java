package io.probity.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.AliasRow;
import io.probity.model.Subject;
import io.probity.types.EventType;
import io.probity.types.Lifecycle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings subjects of kind artifact to their identity, which is a digest and nothing else. A name or tag is resolved to the digest
 * that it stood for at the event's own time, and stays in data; one that nothing is known of is no subject, and the event says so.
 */
final class Artifacts {
    static final String KIND = "artifact";
    /** Where names are kept that are no longer the subject's id. */
    private static final String NAMES = "artifactNames";

    private Artifacts() {}

    /**
     * Settles the subjects of a draft.
     *
     * @param at the event's own time
     * @param known rows by name
     * @return what the event tells of names, each with what was known of it before
     */
    static List<AliasRow> settle(
            EventDraft draft, Instant at, @Nullable EventType type, Function<String, @Nullable AliasRow> known) {
        if (isSettled(draft.subjects)) {
            return List.of();
        }
        boolean tells = type != null && type.namesArtifacts() && Lifecycle.isTold(draft.outcome);
        var settled = new LinkedHashSet<Subject>();
        var names = new LinkedHashMap<String, String>();
        var told = new ArrayList<AliasRow>(0);
        for (var subject : draft.subjects) {
            if (!subject.getKind().equals(KIND)) {
                settled.add(subject);
                continue;
            }
            var given = ArtifactName.of(subject.getId());
            @Nullable AliasRow row = given.name() == null ? null : known.apply(given.name());
            @Nullable String digest = given.digest() != null ? given.digest() : row == null ? null : Aliases.at(row, at);
            if (digest == null) {
                draft.warn(
                        WarningCode.ARTIFACT_UNRESOLVED,
                        "`" + given.name() + "` is no digest, and nothing is known of what it stood for at " + at);
                names.put(String.valueOf(given.name()), "");
                continue;
            }
            settled.add(new Subject(KIND, digest));
            if (given.name() != null) {
                names.put(given.name(), digest);
                @Nullable AliasRow now = tells && given.digest() != null
                        ? Aliases.told(given.name(), digest, micros(at), draft.id == null ? "" : draft.id, row)
                        : null;
                if (now != null) {
                    told.add(now);
                }
            }
        }
        draft.subjects.clear();
        draft.subjects.addAll(settled);
        keep(draft, names);
        return told;
    }

    private static Instant micros(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private static boolean isSettled(List<Subject> subjects) {
        for (var subject : subjects) {
            if (subject.getKind().equals(KIND) && !ArtifactName.isDigest(subject.getId())) {
                return false;
            }
        }
        return true;
    }

    /** Beside what the source gave, which is not touched: a source that has a member of that name keeps its own. */
    private static void keep(EventDraft draft, Map<String, String> names) {
        if (names.isEmpty() || draft.freeForm().has(NAMES)) {
            return;
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.setAll(draft.freeForm());
        var list = data.putArray(NAMES);
        names.forEach((name, digest) -> {
            var entry = list.addObject().put("name", name);
            if (!digest.isEmpty()) {
                entry.put("digest", digest);
            }
        });
        draft.keep(data);
    }
}
