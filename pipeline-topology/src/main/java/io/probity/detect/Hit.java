package io.probity.detect;

/**
 * Something that was found in a text.
 *
 * @param start of its first character
 * @param end behind its last
 */
public record Hit(Kind kind, int start, int end) {}
