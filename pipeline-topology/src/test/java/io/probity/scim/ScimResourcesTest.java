package io.probity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resources are found without a look at the others. */
class ScimResourcesTest {
    private final ScimResources resources = new ScimResources();

    @BeforeEach
    void fill() throws JsonProcessingException {
        for (int i = 0; i < 100; i++) {
            put(ScimKind.USERS, "u" + i, "'userName': 'Name%d', 'externalId': 'x%d'".formatted(i, i));
            put(ScimKind.GROUPS, "g" + i, "'displayName': 'Group', 'members': [{'value': 'u%d'}]".formatted(i % 10));
        }
    }

    @Test
    void looksAtThoseAloneThatHaveTheName() {
        assertThat(among("userName eq \"nAME7\"")).containsExactly("u7");
        assertThat(among("active eq true and externalId eq \"x8\"")).containsExactly("u8");
        assertThat(among("id eq \"u9\" and userName eq \"other\"")).containsExactly("u9");
        assertThat(among("userName eq \"nobody\"")).isEmpty();
    }

    @Test
    void looksAtAllWhereNoNameIsAskedFor() {
        assertThat(among("externalId eq null")).hasSize(100);
        assertThat(among("active eq true")).hasSize(100);
        assertThat(among("emails[value eq \"x\"].type eq \"work\"")).hasSize(100);
    }

    @Test
    void findsAUserUnderTheNewNameAndUnderTheFormerNoMore() throws JsonProcessingException {
        put(ScimKind.USERS, "u7", "'USERNAME': 'Byron'");

        assertThat(among("userName eq \"byron\"")).containsExactly("u7");
        assertThat(among("userName eq \"name7\"")).isEmpty();
        assertThat(among("externalId eq \"x7\"")).isEmpty();

        resources.remove(ScimKind.USERS, "u7");
        assertThat(among("userName eq \"byron\"")).isEmpty();
    }

    /** U+1E9E, the capital sharp s, and the Kelvin sign are pairs that a plain lower case does not bring together. */
    @Test
    void takesForEqualWhatTheFilterTakesForEqual() throws JsonProcessingException {
        var spellings = List.of(
                "K",
                "k",
                "\u212A",
                "\u0130",
                "i",
                "\u0131",
                "I",
                "\u1E9E",
                "\u00DF",
                "\u03C2",
                "\u03A3",
                "\uD801\uDC00",
                "\uD801\uDC28");
        for (var one : spellings) {
            put(ScimKind.USERS, "one", "'userName': '" + one + "'");
            for (var other : spellings) {
                assertThat(!resources.named(ScimKind.USERS, "userName", other).isEmpty())
                        .as(one + " and " + other)
                        .isEqualTo(one.equalsIgnoreCase(other));
            }
        }
    }

    @Test
    void namesTheGroupsOfAMemberInTheOrderOfTheirIds() throws JsonProcessingException {
        put(ScimKind.GROUPS, "g13", "'displayName': 'Group', 'members': []");
        resources.remove(ScimKind.GROUPS, "g23");

        assertThat(ids(resources.groupsOf("u3")))
                .containsExactly("g3", "g33", "g43", "g53", "g63", "g73", "g83", "g93");
        assertThat(resources.groupsOf("nobody")).isEmpty();
    }

    private List<String> among(String filter) {
        return ids(resources.among(ScimKind.USERS, ScimFilter.of(filter)));
    }

    private static List<String> ids(Iterable<ObjectNode> resources) {
        var ids = new ArrayList<String>();
        resources.forEach(resource -> ids.add(resource.path("id").asText()));
        return ids;
    }

    private void put(ScimKind kind, String id, String members) throws JsonProcessingException {
        var json = "{\"id\": \"" + id + "\", " + members.replace('\'', '"') + "}";
        resources.put(kind, id, (ObjectNode) CanonicalJson.read(json));
    }
}
