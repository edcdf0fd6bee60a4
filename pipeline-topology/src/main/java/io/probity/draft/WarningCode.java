package io.probity.draft;

/** What may be odd about an accepted event. The list is closed; docs/warnings.md explains each, and a test compares the two. */
public enum WarningCode {
    /** The provider gave no time; the ingest time stands in. */
    TIME_MISSING,
    /** The type is in no registry; the event is judged by controls that name it all the same. */
    TYPE_UNREGISTERED,
    /** The type came under an older or misspelt name and was given its registered one. */
    TYPE_ALIASED,
    /** Header and body name different types; the registered one, or the header's, was taken. */
    TYPE_CONFLICT,
    /** Two places of one record disagree about the same thing; the outer one was taken. */
    FIELD_CONFLICT,
    /** A field had another type than documented and was read as what it evidently means. */
    FIELD_COERCED,
    /** A field could not be read and stays in data or raw alone. */
    FIELD_UNREADABLE,
    /** The event says it is older than its type's first version. */
    OLDER_THAN_TYPE,
    /** The event's scope is not one that its registered type can have. */
    SCOPE_UNEXPECTED,
    /** Data does not match the JSON Schema of the registered type. */
    DATA_SCHEMA_MISMATCH,
    /** The family that the event names is not the one its type is registered under. */
    CATEGORY_CONFLICT,
    /** A field was longer than the log keeps it and stands there by its beginning and its digest. */
    FIELD_SHORTENED,
    /** A subject of kind artifact is no digest, and no event told what it stood for; it is no subject then. */
    ARTIFACT_UNRESOLVED,
    /** A secret stood in a text and was taken out of it; the detail says where and what kind, never the secret. */
    SECRET_FOUND,
    /** A personal value stood where none belongs and was protected there; the detail says where and what kind. */
    PERSONAL_DATA_FOUND,
    /** There were more warnings than are kept of one event. */
    WARNINGS_LEFT_OUT
}
