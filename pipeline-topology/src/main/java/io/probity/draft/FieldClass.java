package io.probity.draft;

/** How freely a value may be shown, from free to never; the same words as {@code audit.class} in the schemas. */
public enum FieldClass {
    PUBLIC,
    INTERNAL,
    /** Personal; also whatever a table does not name. */
    PII,
    /** Never leaves intake: dropped from what is kept. */
    SECRET
}
