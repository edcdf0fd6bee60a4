package io.probity.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScimPatchTest {
    private static final String USER = """
            {"userName": "ada", "active": true, "displayName": "Ada",
             "name": {"givenName": "Ada", "familyName": "Byron"},
             "emails": [{"type": "work", "value": "a@x.example"}, {"type": "home", "value": "h@x.example"}],
             "members": [{"value": "1"}, {"value": "2", "display": "two"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "engines"}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Okta
                "{'op': 'replace', 'value': {'active': false}} | /active | false",
                "{'op': 'add', 'path': 'members', 'value': [{'value': '3'}]} | /members/2/value | '3'",
                "{'op': 'remove', 'path': 'members[value eq \"1\"]'} | /members | [{'value':'2','display':'two'}]",
                "{'op': 'replace', 'path': 'members', 'value': [{'value': '9'}]} | /members | [{'value':'9'}]",
                // Entra
                "{'op': 'Replace', 'path': 'active', 'value': 'False'} | /active | 'False'",
                "{'op': 'Add', 'path': 'emails[type eq \"work\"].value', 'value': 'b@x.example'} | /emails/0/value |"
                        + " 'b@x.example'",
                "{'op': 'Add', 'path': 'emails[type eq \"other\"].value', 'value': 'o@x.example'} | /emails/2 |"
                        + " {'type':'other','value':'o@x.example'}",
                "{'op': 'Remove', 'path': 'members', 'value': [{'value': '1'}]} | /members |"
                        + " [{'value':'2','display':'two'}]",
                "{'op': 'Add', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', 'value': '7'} |"
                        + " /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/manager | '7'",
                "{'op': 'Replace', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', 'value':"
                        + " 'brakes'} | /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/department | 'brakes'",
                "{'op': 'add', 'value': {'name.givenName': 'Augusta',"
                        + " 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department': 'x'}} |"
                        + " /name/givenName | 'Augusta'",
                "{'op': 'Replace', 'path': 'USERNAME', 'value': 'byron'} | /userName | 'byron'",
                // the RFC's own
                "{'op': 'replace', 'path': 'name.familyName', 'value': 'King'} | /name |"
                        + " {'givenName':'Ada','familyName':'King'}",
                "{'op': 'add', 'path': 'members', 'value': {'value': '1'}} | /members |"
                        + " [{'value':'1'},{'value':'2','display':'two'}]",
                "{'op': 'remove', 'path': 'members'} | /members | ",
                "{'op': 'remove', 'path': 'name.givenName'} | /name | {'familyName':'Byron'}",
                "{'op': 'replace', 'path': 'displayName', 'value': null} | /displayName | ",
                "{'op': 'remove', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'} |"
                        + " /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | {}",
                "{'op': 'replace', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'value': null} |"
                        + " /urn:ietf:params:scim:schemas:extension:enterprise:2.0:User | "
            })
    void changesWhatTheOperationPointsTo(String operation, String pointer, String after)
            throws JsonProcessingException {
        var user = (ObjectNode) json(USER);
        ScimPatch.apply(
                user,
                json("{\"Operations\": [" + operation.replace("\"", "\\\"").replace('\'', '"') + "]}"));

        var found = user.at(pointer);
        if (after == null) {
            assertThat(found.isMissingNode()).as(user.toString()).isTrue();
        } else {
            assertThat(found).isEqualTo(json(after.replace('\'', '"')));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op': 'move', 'path': 'active'} | invalidSyntax",
                "{'op': 'remove'} | noTarget",
                "{'op': 'add', 'value': 'x'} | invalidValue",
                "{'op': 'add', 'path': 'active'} | invalidValue",
                "{'op': 'add', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'value': 'x'} | invalidValue",
                "{'op': 'replace', 'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'value': [1]} |"
                        + " invalidValue",
                "{'op': 'add', 'value': {'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': true}} | invalidValue",
                "{'op': 'add', 'path': 'emails[', 'value': 'x'} | invalidPath",
                "{'op': 'add', 'path': '..', 'value': 'x'} | invalidPath",
                "{'op': 'add', 'path': 'emails[type gt 1].value', 'value': 'x'} | invalidFilter"
            })
    void refusesWithTheRfcsReason(String operation, String type) throws JsonProcessingException {
        var user = (ObjectNode) json(USER);
        var request =
                json("{\"Operations\": [" + operation.replace("\"", "\\\"").replace('\'', '"') + "]}");
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> ScimPatch.apply(user, request))
                .extracting(ScimException::type)
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "userName eq \"ADA\" | true",
                "username EQ \"ada\" | true",
                "userName eq \"bob\" | false",
                "emails[type eq \"work\"].value eq \"a@x.example\" | true",
                "emails[type eq \"home\"].value eq \"a@x.example\" | false",
                "emails.value eq \"h@x.example\" | true",
                "displayName eq \"Ada\" and members eq \"2\" | true",
                "displayName eq \"Ada\" and members eq \"3\" | false",
                "active eq true | true",
                "urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"ada\" | true",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"engines\" | true",
                "externalId eq \"x\" | false"
            })
    void findsByEqualValues(String filter, boolean found) throws JsonProcessingException {
        assertThat(ScimFilter.of(filter).matches(json(USER))).isEqualTo(found);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return CanonicalJson.read(text);
    }
}
