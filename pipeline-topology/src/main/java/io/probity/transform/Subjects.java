package io.probity.transform;

import io.probity.keys.SubjectNames;
import io.probity.model.Actor;
import io.probity.model.Target;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom the values of one record are about: the names of their keys. */
final class Subjects {

    /** Whom a value is about; the words of {@code audit.subject}. */
    enum Whose {
        ACTOR,
        ON_BEHALF_OF,
        TARGET
    }

    private final String source;
    private final Instant ingested;
    private final @Nullable Actor actor;
    private final @Nullable Target target;
    private final Map<Whose, String> names = new EnumMap<>(Whose.class);

    /** @param source the name of the source, whose ids they are */
    Subjects(String source, Instant ingested, @Nullable Actor actor, @Nullable Target target) {
        this.source = source;
        this.ingested = ingested;
        this.actor = actor;
        this.target = target;
    }

    /** A record of which nothing is known but where it came from. */
    static Subjects ofNobody(String source, Instant ingested) {
        return new Subjects(source, ingested, null, null);
    }

    /** A record that somebody wrote and that is about nobody else. */
    static Subjects ofPerson(String source, String id) {
        var subjects = new Subjects(source, Instant.EPOCH, null, null);
        subjects.names.put(Whose.ACTOR, SubjectNames.person(source, id));
        return subjects;
    }

    String of(Whose whose) {
        var known = names.get(whose);
        if (known != null) {
            return known;
        }
        var name = switch (whose) {
            case ACTOR -> actorName();
            case ON_BEHALF_OF -> onBehalfOf();
            case TARGET -> targetName();
        };
        names.put(whose, name);
        return name;
    }

    private String actorName() {
        return actor != null && actor.getId() instanceof String id && !id.isEmpty()
                ? SubjectNames.person(source, id)
                : actor != null && actor.getName() instanceof String name && !name.isEmpty()
                        ? SubjectNames.person(source, name)
                        : SubjectNames.nobody(source, ingested);
    }

    private String onBehalfOf() {
        var other = actor == null ? null : actor.getOnBehalfOf();
        return other != null && other.getId() instanceof String id && !id.isEmpty()
                ? SubjectNames.person(source, id)
                : of(Whose.ACTOR);
    }

    private String targetName() {
        if (target == null || target.getId() == null) {
            return of(Whose.ACTOR);
        }
        return SubjectNames.target(source, target.getType(), target.getId());
    }
}
