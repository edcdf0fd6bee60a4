package io.probity.scim;

/** A request that cannot be done, as RFC 7644, section 3.12, tells of it. */
final class ScimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    /**
     * Refuses.
     *
     * @param type a scimType of the RFC's table 9; empty where it has none for it
     */
    private ScimException(int status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    static ScimException notFound(String what) {
        return new ScimException(404, "", what + " is not known here");
    }

    static ScimException taken(String what) {
        return new ScimException(409, "uniqueness", what + " is taken");
    }

    static ScimException wrong(String type, String detail) {
        return new ScimException(400, type, detail);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
