package io.probity.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * What data subjects are called in a {@link SubjectKeyStore}. The parts are told apart by U+0000, which no id may carry on:
 * a text that ends with part of another one would share its key.
 */
public final class SubjectNames {
    /** What stands for a source in the names of people who order something, on audit.commands. */
    public static final String COMMANDS = "commands";

    private static final char BETWEEN = '\0';

    private static final List<String> PEOPLE = List.of("user", "member", "person", "principal", "identity", "employee");

    private SubjectNames() {}

    /** Whether a target is somebody, by the last word of its type: User, IAMUser, group_member. */
    public static boolean isPerson(String type) {
        var lower = type.toLowerCase(Locale.ROOT);
        return PEOPLE.stream().anyMatch(lower::endsWith);
    }

    /**
     * Somebody who acts, or for whom somebody acts.
     *
     * @param source whose ids they are, by the name of the source
     * @param id as events carry it in actor.id
     */
    public static String person(String source, String id) {
        return "person" + BETWEEN + source + BETWEEN + id;
    }

    /** What something was done to; who is somebody is the same person as where they act themselves. */
    public static String target(String source, String type, String id) {
        return isPerson(type)
                ? person(source, id)
                : "target" + BETWEEN + source + BETWEEN + type.length() + BETWEEN + type + BETWEEN + id;
    }

    /** Nobody that is known: all of a source in one month, UTC. */
    public static String nobody(String source, Instant ingested) {
        var day = ingested.atOffset(ZoneOffset.UTC);
        return "nobody" + BETWEEN + source + BETWEEN + (day.getYear() * 100 + day.getMonthValue());
    }
}
