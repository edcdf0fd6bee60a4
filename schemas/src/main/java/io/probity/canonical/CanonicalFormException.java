package io.probity.canonical;

/**
 * A record has no canonical form: a surrogate without its pair, a time outside the years 0000 to 9999, a value that its
 * schema does not allow. The record's own fault, so intake refuses it; the message names the field and never the value.
 */
public final class CanonicalFormException extends IllegalArgumentException {
    private final String path;
    private final String problem;

    public CanonicalFormException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** The field, for example {@code metadata.userAgent} or {@code subjects[].id}. */
    public String path() {
        return path;
    }

    /** What is wrong with it, in words fit for a refusal. */
    public String problem() {
        return problem;
    }
}
