package io.probity.scim;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.TeamRow;
import io.probity.model.UserState;
import io.probity.serve.BoundAddress;
import io.probity.serve.Endpoint;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiver as providers call it, over HTTP, and the rows that come of it. */
class ScimHttpTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String TOKEN = "t".repeat(32);

    private final MemoryStore store = new MemoryStore();
    private Instant now = NOON;
    private final Endpoint endpoint = Endpoint.start(
            BoundAddress.of("127.0.0.1", 0),
            new MetricRegistry(),
            List.of(new ScimResource(
                    new ScimDirectory(
                            store,
                            new ScimMapping("userName", Map.of("Admins", "admin"), Pattern.compile("team-(.+)")),
                            () -> now),
                    TOKEN)));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        endpoint.close();
    }

    @Test
    void takesAUserThroughALife() throws IOException, InterruptedException {
        var boss = id(send("POST", "Users", "{'userName': 'grace', 'displayName': 'Grace'}", 201));
        var made = send("POST", "Users", """
                {'schemas': ['urn:ietf:params:scim:schemas:core:2.0:User',
                             'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
                 'userName': 'ada', 'externalId': 'x-1', 'name': {'givenName': 'Ada', 'familyName': 'Byron'}, 'active': true,
                 'password': 'secret', 'entitlements': [{'value': 'deploy'}],
                 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
                   'department': 'engines', 'manager': {'value': '%s'}}}""".formatted(boss), 201);
        var ada = id(made);

        assertThat(made.toString()).doesNotContain("secret").contains("/scim/v2/Users/" + ada);
        assertThat(String.valueOf(store.resources().all(ScimKind.USERS))).doesNotContain("secret");
        var row = Objects.requireNonNull(store.user("ada"));
        assertThat(row.getName()).isEqualTo("Ada Byron");
        assertThat(row.getStatus()).isEqualTo("active");
        assertThat(row.getDepartment()).isEqualTo("engines");
        assertThat(row.getManager()).isEqualTo("grace");
        assertThat(row.getPermissions()).containsExactly("deploy");
        assertThat(row.getFrom()).isEqualTo(NOON);

        now = NOON.plusSeconds(1);
        send("PATCH", "Users/" + ada, "{'Operations': [{'op': 'Replace', 'path': 'active', 'value': 'False'}]}", 200);
        now = NOON.plusSeconds(2);
        send("DELETE", "Users/" + ada, "", 204);

        var gone = Objects.requireNonNull(store.user("ada"));
        assertThat(gone.getStatus()).isEqualTo("left");
        assertThat(gone.getFrom()).isEqualTo(NOON.plusSeconds(2));
        assertThat(gone.getEarlier()).extracting(UserState::getStatus).containsExactly("suspended", "active");
        assertThat(send("GET", "Users/" + ada, "", 404).path("schemas").toString())
                .contains("urn:ietf:params:scim:api:messages:2.0:Error");
    }

    @Test
    void givesTheMembersOfAGroupItsRoleAndTakesItBack() throws IOException, InterruptedException {
        var ada = id(send("POST", "Users", "{'userName': 'ada'}", 201));
        var bob = id(send("POST", "Users", "{'userName': 'bob', 'roles': [{'value': 'dev'}]}", 201));
        var group = id(
                send("POST", "Groups", "{'displayName': 'Admins', 'members': [{'value': '%s'}]}".formatted(ada), 201));
        assertThat(roles("ada")).containsExactly("admin");

        send("PATCH", "Groups/" + group, """
                {'Operations': [{'op': 'Add', 'path': 'members', 'value': [{'value': '%s'}]},
                                {'op': 'Remove', 'path': 'members', 'value': [{'value': '%s'}]}]}""".formatted(bob, ada), 200);
        assertThat(roles("ada")).isEmpty();
        assertThat(roles("bob")).containsExactly("admin", "dev");
        assertThat(send("GET", "Users/" + bob, "", 200).at("/groups/0/display").asText())
                .isEqualTo("Admins");

        send("DELETE", "Groups/" + group, "", 204);
        assertThat(roles("bob")).containsExactly("dev");
    }

    @Test
    void makesATeamOfAGroupThatIsOneAndKeepsWhatOthersSaidOfIt() throws IOException, InterruptedException {
        store.teams.put("apollo", new TeamRow("apollo", null, "Research", "CC1", null, null, List.of()));
        send("POST", "Groups", "{'displayName': 'team-apollo'}", 201);
        send("POST", "Groups", "{'displayName': 'Everybody'}", 201);

        assertThat(store.teams)
                .containsExactly(Map.entry(
                        "apollo", new TeamRow("apollo", "team-apollo", "Research", "CC1", null, null, List.of())));
    }

    @Test
    void takesARoleFromAllGroupsOfAUserThatIsReplaced() throws IOException, InterruptedException {
        var ada = id(send("POST", "Users", "{'userName': 'ada', 'displayName': 'Ada', 'title': 'Countess'}", 201));
        send("POST", "Groups", "{'displayName': 'Admins', 'members': [{'value': '%s'}]}".formatted(ada), 201);
        var after = send("PUT", "Users/" + ada, "{'userName': 'byron', 'id': 'other'}", 200);

        assertThat(id(after)).isEqualTo(ada);
        assertThat(after.has("title")).isFalse();
        assertThat(roles("byron")).containsExactly("admin");
        assertThat(Objects.requireNonNull(store.user("ada")).getStatus())
                .as("under the former name nobody acts any more")
                .isEqualTo("left");
    }

    @Test
    void findsAndPages() throws IOException, InterruptedException {
        for (int i = 0; i < 5; i++) {
            send("POST", "Users", "{'userName': 'u%d', 'externalId': 'x%d'}".formatted(i, i), 201);
        }
        assertThat(list("?filter=", "userName eq \"U3\"")
                        .at("/Resources/0/userName")
                        .asText())
                .isEqualTo("u3");
        assertThat(list("?filter=", "externalId eq \"x4\"").path("totalResults").asInt())
                .isEqualTo(1);
        assertThat(list("?filter=", "userName eq \"nobody\"")
                        .path("totalResults")
                        .asInt())
                .isZero();

        var page = send("GET", "Users?startIndex=4&count=3", "", 200);
        assertThat(page.path("totalResults").asInt()).isEqualTo(5);
        assertThat(page.path("itemsPerPage").asInt()).isEqualTo(2);
        assertThat(send("GET", "Users?startIndex=0&count=0", "", 200).path("Resources"))
                .isEmpty();
        var group = send("POST", "Groups", "{'displayName': 'g', 'members': [{'value': 'u'}]}", 201);
        assertThat(send("GET", "Groups/" + id(group) + "?excludedAttributes=members", "", 200)
                        .has("members"))
                .isFalse();
    }

    @Test
    void refusesInTheWordsOfTheStandard() throws IOException, InterruptedException {
        send("POST", "Users", "{'userName': 'ada'}", 201);
        assertThat(send("POST", "Users", "{'userName': 'ADA'}", 409)
                        .path("scimType")
                        .asText())
                .isEqualTo("uniqueness");
        assertThat(send("POST", "Users", "{'displayName': 'nobody'}", 400)
                        .path("scimType")
                        .asText())
                .isEqualTo("invalidValue");
        assertThat(send("POST", "Users", "no JSON", 400).path("scimType").asText())
                .isEqualTo("invalidSyntax");
        assertThat(send("POST", "Users", "[]", 400).path("scimType").asText()).isEqualTo("invalidSyntax");
        assertThat(send("GET", "Users?filter=userName+gt+1", "", 400)
                        .path("scimType")
                        .asText())
                .isEqualTo("invalidFilter");
        send("PUT", "Users/nobody", "{'userName': 'x'}", 404);
        send("DELETE", "Groups/nobody", "", 404);
        store.isAway = true;
        send("POST", "Users", "{'userName': 'bob'}", 503);
    }

    /** What programs would read differently, and what cannot be written down again, is told to whoever pushes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'userName': 'ada', 'userName': 'bob'}",
                "{'userName': 'ada'} {'userName': 'bob'}",
                "{'userName': '\\ud83d'}",
                "{'userName': 'ada', 'x': 1e1500000000}",
                "{\0'\0u\0'\0:\0001\0}\0"
            })
    void refusesJsonThatIsAmbiguous(String body) throws IOException, InterruptedException {
        assertThat(send("POST", "Users", body, 400).path("scimType").asText()).isEqualTo("invalidSyntax");
        assertThat(store.resources().all(ScimKind.USERS)).isEmpty();
    }

    @Test
    void refusesJsonThatIsTooDeep() throws IOException, InterruptedException {
        var deep = "{'userName': 'ada', 'x': " + "[".repeat(1_100) + "]".repeat(1_100) + "}";
        assertThat(send("POST", "Users", deep, 400).path("scimType").asText()).isEqualTo("invalidSyntax");
    }

    @Test
    void refusesAnExtensionThatIsNoObject() throws IOException, InterruptedException {
        var ada = id(send("POST", "Users", "{'userName': 'ada'}", 201));
        for (var value : List.of("'x'", "[]", "[{'department': 'engines'}]", "true", "7")) {
            var operation = """
                    {'Operations': [{'op': 'replace', 'value': %s,
                      'path': 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'}]}""".formatted(value);
            assertThat(send("PATCH", "Users/" + ada, operation, 400)
                            .path("scimType")
                            .asText())
                    .as(value)
                    .isEqualTo("invalidValue");
        }
    }

    @Test
    void answersNobodyWithoutTheToken() throws IOException, InterruptedException {
        for (var shown : List.of("", "Bearer wrong", "Basic " + TOKEN, TOKEN)) {
            var answer =
                    client.send(request("Users").header("Authorization", shown).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(shown).isEqualTo(401);
        }
        assertThat(client.send(request("Schemas").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void saysWhatItCanDo() throws IOException, InterruptedException {
        assertThat(send("GET", "ServiceProviderConfig", "", 200)
                        .at("/patch/supported")
                        .asBoolean())
                .isTrue();
        assertThat(send("GET", "ResourceTypes", "", 200).path("totalResults").asInt())
                .isEqualTo(2);
        assertThat(send("GET", "Schemas", "", 200).path("totalResults").asInt()).isEqualTo(3);
    }

    private List<String> roles(String id) {
        return Objects.requireNonNull(store.user(id)).getRoles();
    }

    private static String id(JsonNode resource) {
        return resource.path("id").asText();
    }

    private JsonNode list(String query, String filter) throws IOException, InterruptedException {
        return send("GET", "Users" + query + URLEncoder.encode(filter, StandardCharsets.UTF_8), "", 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.uri().resolve("/scim/v2/" + path));
    }

    /** Single quotes stand for double ones. */
    private JsonNode send(String method, String path, String body, int status)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                request(path)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/scim+json; charset=utf-8")
                        .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 204) {
            return CanonicalJson.read("{}");
        }
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/scim+json");
        return CanonicalJson.read(answer.body());
    }
}
