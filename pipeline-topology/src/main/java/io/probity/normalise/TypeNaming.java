package io.probity.normalise;

import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.util.Arrays;
import java.util.Optional;

/** Gives a draft its registered type, and what the registry knows of it. */
public record TypeNaming(EventTypes types) {

    /**
     * Names the draft's type. Fields that the source has filled already are left alone.
     *
     * @param word the provider's own name of the type; blank where it has none, which {@code validate} refuses
     * @return the registered type
     */
    public Optional<EventType> name(EventDraft draft, String word) {
        draft.eventType = word;
        if (word.isBlank()) {
            return Optional.empty();
        }
        Optional<EventType> found = types.find(word);
        if (found.isEmpty()) {
            draft.warn(WarningCode.TYPE_UNREGISTERED, word + " is in no registry");
            return found;
        }
        apply(draft, word, found.get());
        return found;
    }

    private static void apply(EventDraft draft, String word, EventType type) {
        if (!type.isPattern() && !type.name().equals(word)) {
            draft.warn(WarningCode.TYPE_ALIASED, word + " is now " + type.name());
            draft.eventType = type.name();
        }
        draft.category = draft.category == Category.OTHER ? type.category() : draft.category;
        draft.crud = draft.crud == Crud.UNKNOWN ? type.crud() : draft.crud;
        draft.outcome = draft.outcome == Outcome.UNKNOWN ? type.outcome() : draft.outcome;
        if (draft.producerVersion != null
                && !type.milestone().isEmpty()
                && isOlder(draft.producerVersion, type.milestone())) {
            draft.warn(
                    WarningCode.OLDER_THAN_TYPE,
                    "producer is " + draft.producerVersion + ", the type came with " + type.milestone());
        }
    }

    /** Compares the leading numbers of two versions: 15.10 is newer than 15.9, 17.2.1-ee is not older than 17.2. */
    private static boolean isOlder(String version, String milestone) {
        return Arrays.compare(numbers(version), numbers(milestone)) < 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[^0-9]+"))
                .filter(part -> !part.isEmpty() && part.length() < 9)
                .limit(2)
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
