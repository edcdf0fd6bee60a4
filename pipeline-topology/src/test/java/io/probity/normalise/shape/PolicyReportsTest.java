package io.probity.normalise.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyReportsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final PolicyReports reports = new PolicyReports();

    @Test
    void theWorstOfOneNameStandsForAllAndNothingIsLost() throws JsonProcessingException {
        var plain = plain("""
                {"kind": "Report", "results": [
                 {"policy": "a", "rule": "r", "result": "warn", "message": "one"},
                 {"policy": "b", "result": "pass"},
                 {"policy": "a", "rule": "r", "result": "fail", "message": "two"},
                 {"policy": "a", "rule": "r", "result": "skip", "message": "three"},
                 {"policy": "a", "rule": "r", "result": "fail", "message": "four"}]}""");

        assertThat(plain).isEqualTo(JSON.readTree("""
                {"kind": "Report", "results": [
                 {"policy": "a", "rule": "r", "result": "fail", "message": "two", "same": [
                   {"policy": "a", "rule": "r", "result": "warn", "message": "one"},
                   {"policy": "a", "rule": "r", "result": "skip", "message": "three"},
                   {"policy": "a", "rule": "r", "result": "fail", "message": "four"}]},
                 {"policy": "b", "result": "pass"}]}"""));
    }

    @Test
    void anAnswerIsAboutOneResource() throws JsonProcessingException {
        var plain = plain("""
                {"items": [{"results": [
                  {"policy": "a", "result": "pass", "resources": [{"kind": "Pod", "name": "x"}, {"kind": "Pod", "name": "y"}]},
                  {"policy": "a", "result": "error", "resources": [{"kind": "Pod", "name": "y"}]}]},
                 {"results": []}]}""");

        assertThat(plain.at("/items/0/results"))
                .extracting(it -> it.at("/resource/name").asText() + " "
                        + it.path("result").asText())
                .containsExactly("x pass", "y error");
    }

    /** What was found at another time is another answer: the later of them holds. */
    @Test
    void anotherTimeAnotherSourceOrAnotherRuleIsAnotherAnswer() throws JsonProcessingException {
        var record = """
                {"report": {"results": [
                 {"policy": "a", "result": "pass", "timestamp": {"seconds": 1}},
                 {"policy": "a", "result": "fail", "timestamp": {"seconds": 2}},
                 {"policy": "a", "result": "pass", "timestamp": {"seconds": 1}, "source": "s"},
                 {"policy": "a", "result": "pass", "timestamp": {"seconds": 1}, "rule": "r"}]}}""";

        assertThat(plain(record).at("/report/results")).hasSize(4);
        assertThat(reports.items(JSON.readTree(record))).isEqualTo(4);
    }

    @Test
    void whatIsPlainAlreadyStaysAsItIs() throws JsonProcessingException {
        var once = plain("""
                {"object": {"results": [
                 {"policy": "a", "result": "fail", "resources": [{"kind": "Pod", "name": "x"}]},
                 {"policy": "a", "result": "pass", "resources": [{"kind": "Pod", "name": "x"}]}]}}""");

        assertThat(reports.plain(once, Map.of())).isEqualTo(once);
    }

    @Test
    void countsWhatItGives() throws JsonProcessingException {
        assertThat(reports.items(JSON.readTree("""
                {"items": [{"results": [{"policy": "a", "result": "pass"}, {"policy": "a", "result": "fail"}, {"policy": "a", "result": "odd"}]},
                 {"results": []}]}"""))).isEqualTo(3);
        assertThat(reports.items(JSON.readTree("{\"hello\": 1}"))).isEqualTo(1);
    }

    private JsonNode plain(String record) throws JsonProcessingException {
        return reports.plain(JSON.readTree(record), Map.of());
    }
}
