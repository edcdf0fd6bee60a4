package io.probity.types;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One registered kind of event. Attributes down to {@code complianceControls} are GitLab's, under their own names in the
 * files; the rest is ours. docs/event-types.md explains each.
 *
 * @param name the word that events carry, or {@code prefix.*} for every event of a prefix
 * @param milestone first version of the producer that emits it; empty where unknown
 * @param savedToDatabase false: the producer only streams it
 * @param streamed false: not sent on to a SIEM; sealed and stored all the same
 * @param scope kinds of scope that it can have, lower case; empty: any
 * @param complianceControls ids of controls that it triggers, without repeats
 * @param outcome what the type alone says of the outcome; UNKNOWN where that is for the event to say
 * @param aliases older and misspelt names
 * @param facts what it tells of its subject: fact name to dotted path into the event, such as
 *     {@code data.settings.visibility}; {@code name.{path}} is one for each value of a path, a path with {@code ?} at its end
 *     takes back what was known where the event has nothing there, an empty one always
 * @param lifecycle what it tells of the life of its target; null for nothing, as of most types
 * @param concerns kinds of subjects that are read from its data: artifact, environment; target: its target is one
 * @param namesArtifacts true: where it gives a name and a digest of an artifact, the name stands for the digest from then on
 * @param snapshot true: it says how things are and not that they changed, so what it finds otherwise than was known has drifted
 * @param dataSchema JSON Schema of {@code data}; null where anything goes
 */
public record EventType(
        String name,
        String description,
        String introducedByIssue,
        String introducedByMr,
        String featureCategory,
        String milestone,
        boolean savedToDatabase,
        boolean streamed,
        List<String> scope,
        List<String> complianceControls,
        Category category,
        Crud crud,
        Outcome outcome,
        List<String> aliases,
        Map<String, String> facts,
        @Nullable Lifecycle lifecycle,
        List<String> concerns,
        boolean namesArtifacts,
        boolean snapshot,
        @Nullable JsonNode dataSchema) {

    public EventType {
        scope = List.copyOf(scope);
        complianceControls = List.copyOf(complianceControls);
        aliases = List.copyOf(aliases);
        facts = Map.copyOf(facts);
        concerns = List.copyOf(concerns);
    }

    /** Whether it stands for every name with its prefix. */
    public boolean isPattern() {
        return name.endsWith(".*");
    }
}
