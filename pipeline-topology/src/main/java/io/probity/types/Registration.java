package io.probity.types;

/**
 * An event type, as a file registers it.
 *
 * @param where file, line and column, for people
 * @param replaces true: it takes the place of the one that has its name so far
 */
public record Registration(EventType type, String where, boolean replaces) {}
