package io.probity.scim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the receiver says of itself: RFC 7643, sections 5 to 7. */
final class ScimAbout {
    private static final String SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0:";
    private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private ScimAbout() {}

    static ObjectNode document(String name) {
        return switch (name) {
            case "ResourceTypes" -> list(List.of(type(ScimKind.USERS), type(ScimKind.GROUPS)));
            case "Schemas" ->
                list(List.of(
                        schema(
                                ScimKind.USERS.schema(),
                                "User",
                                List.of(
                                        "userName",
                                        "externalId",
                                        "displayName",
                                        "name",
                                        "active",
                                        "roles",
                                        "entitlements")),
                        schema(ScimKind.GROUPS.schema(), "Group", List.of("displayName", "externalId", "members")),
                        schema(ScimRows.ENTERPRISE, "EnterpriseUser", List.of("department", "manager"))));
            default -> config();
        };
    }

    /** All there are, on one page. */
    private static ObjectNode list(List<ObjectNode> all) {
        return list(all.size(), 1, all);
    }

    private static ObjectNode config() {
        var config = JsonNodeFactory.instance.objectNode();
        config.putArray("schemas").add(SCHEMAS + "ServiceProviderConfig");
        config.putObject("patch").put("supported", true);
        config.putObject("bulk").put("supported", false).put("maxOperations", 0).put("maxPayloadSize", 0);
        config.putObject("filter").put("supported", true).put("maxResults", 1_000);
        config.putObject("changePassword").put("supported", false);
        config.putObject("sort").put("supported", false);
        config.putObject("etag").put("supported", false);
        config.putArray("authenticationSchemes")
                .addObject()
                .put("type", "oauthbearertoken")
                .put("name", "Bearer token")
                .put("description", "the token of the file that scim.token.file names");
        return config;
    }

    private static ObjectNode type(ScimKind kind) {
        var type = JsonNodeFactory.instance.objectNode();
        type.putArray("schemas").add(SCHEMAS + "ResourceType");
        type.put("id", kind.type());
        type.put("name", kind.type());
        type.put("endpoint", "/" + kind.path());
        type.put("schema", kind.schema());
        if (kind == ScimKind.USERS) {
            type.putArray("schemaExtensions")
                    .addObject()
                    .put("schema", ScimRows.ENTERPRISE)
                    .put("required", false);
        }
        return type;
    }

    /** What rows are made of; whatever else is pushed is kept and answered as it came. */
    private static ObjectNode schema(String id, String name, List<String> attributes) {
        var schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("schemas").add(SCHEMAS + "Schema");
        schema.put("id", id);
        schema.put("name", name);
        var needed = switch (name) {
            case "User" -> "userName";
            case "Group" -> "displayName";
            default -> "";
        };
        var list = schema.putArray("attributes");
        for (var attribute : attributes) {
            boolean complex = List.of("name", "roles", "entitlements", "members", "manager")
                    .contains(attribute);
            list.addObject()
                    .put("name", attribute)
                    .put("type", attribute.equals("active") ? "boolean" : complex ? "complex" : "string")
                    .put(
                            "multiValued",
                            List.of("roles", "entitlements", "members").contains(attribute))
                    .put("required", needed.equals(attribute));
        }
        return schema;
    }

    /**
     * A list as RFC 7644, section 3.4.2, answers it.
     *
     * @param total how many there are
     * @param from the number of the first that is answered, from 1
     */
    static ObjectNode list(int total, int from, List<ObjectNode> page) {
        var list = JsonNodeFactory.instance.objectNode();
        list.putArray("schemas").add(LIST);
        list.put("totalResults", total);
        list.put("startIndex", from);
        list.put("itemsPerPage", page.size());
        list.putArray("Resources").addAll(page);
        return list;
    }
}
