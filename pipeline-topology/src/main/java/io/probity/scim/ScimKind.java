package io.probity.scim;

/** What can be pushed. */
public enum ScimKind {
    /** People and programs. */
    USERS("Users", "User", "urn:ietf:params:scim:schemas:core:2.0:User", "userName"),
    /** Their groups. */
    GROUPS("Groups", "Group", "urn:ietf:params:scim:schemas:core:2.0:Group", "displayName");

    private final String path;
    private final String type;
    private final String schema;
    private final String name;

    ScimKind(String path, String type, String schema, String name) {
        this.path = path;
        this.type = type;
        this.schema = schema;
        this.name = name;
    }

    /** The last part of its address, and the first of its records' keys. */
    public String path() {
        return path;
    }

    String type() {
        return type;
    }

    String schema() {
        return schema;
    }

    /** The attribute that it must have. */
    String needed() {
        return name;
    }
}
