package io.probity.normalise.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.canonical.CanonicalJson;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerraformPlansTest {
    private static final String PLAN = """
            {"format_version":"1.2","terraform_version":"1.9.0","timestamp":"2026-03-01T09:30:00Z","complete":true,"errored":false,
             "variables":{"region":{"value":"eu-1"},"db_password":{"value":"hunter2"},"unknown":{"value":"hunter2"}},
             "planned_values":{"root_module":{"resources":[{"values":{"password":"hunter2"}}]}},
             "prior_state":{"values":"hunter2"},
             "configuration":{"root_module":{"variables":{"region":{},"db_password":{"sensitive":true}}}},
             "resource_changes":[
               {"address":"aws_db.main","type":"aws_db","name":"main","change":{"actions":["update"],
                 "before":{"user":"root","password":"hunter2","tags":["a","hunter2"]},"after":{"user":"root","password":"hunter2","tags":["a","hunter2"],"all":{"a":"hunter2"}},
                 "before_sensitive":{"password":true,"tags":[false,true]},"after_sensitive":{"password":true,"tags":[false,true],"all":true}}},
               {"address":"aws_vm.web","type":"aws_vm","name":"web","change":{"actions":["delete","create"],"before":{},"after":{}}}],
             "resource_drift":[{"address":"aws_vm.web","type":"aws_vm","name":"web","change":{"actions":["update"],"before":{},"after":{}}}],
             "deferred_changes":[{"reason":"x","resource_change":{"change":{"after":"hunter2","after_sensitive":true}}}],
             "output_changes":{"url":{"actions":["create"],"before":null,"after":"hunter2","after_sensitive":true}},
             "checks":[{"address":{"kind":"check","to_display":"check.health","name":"health"},"status":"fail"}]}""";

    private final TerraformPlans plans = new TerraformPlans();

    @Test
    void makesAnItemOfEverythingThatAPlanSays() throws IOException {
        var plan = json(PLAN);

        var items = plans.plain(plan, Map.of()).get("items");

        assertThat(items)
                .extracting(item ->
                        item.get("item").asText() + " " + item.path("actions").asText("-"))
                .containsExactly(
                        "plan -", "change update", "change replace", "drift update", "output create", "check -");
        assertThat(plans.items(plan)).isEqualTo(items.size());
        assertThat(items.get(0).get("counts").toString()).isEqualTo("{\"update\":1,\"replace\":1}");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.get("plan_digest")).isEqualTo(items.get(0).get("plan_digest"));
            assertThat(item.get("plan_time").asText()).isEqualTo("2026-03-01T09:30:00Z");
        });
    }

    @Test
    void hidesWhatIsMarkedAsSensitive() throws IOException {
        var items = plans.plain(json(PLAN), Map.of()).get("items");

        assertThat(items.toString()).doesNotContain("hunter2");
        assertThat(items.get(0).get("variables").toString())
                .isEqualTo(
                        "{\"region\":\"eu-1\",\"db_password\":\"(sensitive value)\",\"unknown\":\"(sensitive value)\"}");
        assertThat(items.get(1).at("/change/after").toString())
                .isEqualTo(
                        "{\"user\":\"root\",\"password\":\"(sensitive value)\",\"tags\":[\"a\",\"(sensitive value)\"],\"all\":\"(sensitive value)\"}");
    }

    @Test
    void givesOnePlanOneDigestHoweverItIsWritten() throws IOException {
        var one = plans.plain(json("{\"format_version\":\"1.2\",\"planned_values\":{},\"complete\":true}"), Map.of());
        var other = plans.plain(
                json(
                        "{\"plan\":{ \"complete\": true, \"planned_values\":{}, \"format_version\":\"1.2\"},\"actor\":\"mia\"}"),
                Map.of());

        assertThat(other.at("/items/0/plan_digest")).isEqualTo(one.at("/items/0/plan_digest"));
        assertThat(other.at("/items/0/run/actor").asText()).isEqualTo("mia");
        assertThat(one.at("/items/0").has("run")).isFalse();
    }

    /** What is no plan may look like one. */
    @Test
    void readsWhatIsNotInItsPlace() throws IOException {
        var odd = json("""
                {"format_version":"1.2","planned_values":{},"variables":{"a":{},"b":"text","c":null,"d":{"value":null}},
                 "configuration":{"root_module":{"variables":{"a":{},"b":{},"c":{},"d":{}}}},
                 "resource_changes":[{"change":{"actions":{"a":"b"}}},{"change":{"actions":"x"}},{"change":7},null,"x"],
                 "output_changes":{"o":null},"checks":{"a":1}}""");

        var plain = plans.plain(odd, Map.of());

        assertThat(plain.at("/items/0/variables").toString())
                .isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":null}");
        assertThat(plain.at("/items/1/actions").asText()).isEqualTo("unknown");
        assertThat(CanonicalJson.text(plain)).isNotEmpty();
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }
}
