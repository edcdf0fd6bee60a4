package io.probity.normalise.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Around;
import io.probity.draft.FieldTable;
import io.probity.model.Reason;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.TypeNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AWS CloudTrail: a record alone, an array of them, or a file as CloudTrail delivers it. Each record of a file stands for
 * itself: a bad one is refused alone.
 */
public final class CloudTrailSource implements Source {
    private final TypeNaming naming;
    private final FieldTable fields = FieldTable.load("normalise/cloudtrail/fields.yaml");

    public CloudTrailSource(TypeNaming naming) {
        this.naming = naming;
    }

    @Override
    public String name() {
        return "cloudtrail";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String shapes() {
        return "a CloudTrail record, an array of them, or a file {\"Records\": […]}; also as shipped through Logstash (@timestamp)";
    }

    @Override
    public FieldTable fields() {
        return fields;
    }

    @Override
    public int items(JsonNode raw) {
        JsonNode records = raw.isArray() ? raw : raw.path("Records");
        return records.isArray() ? records.size() : 1;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        var records = raw.path("Records").isArray() ? raw.path("Records") : raw;
        if (records.isArray() && records.isEmpty()) {
            return List.of(Normalised.Refused.whole(Reason.EMPTY_RECORD, "Records is empty"));
        }
        return raw instanceof ObjectNode file && records.isArray() && file.size() > 1
                ? within(file, records)
                : Normalised.ofEach(records, record -> one(record, Around.NOTHING));
    }

    /** The records of a file that has something beside them. */
    private List<Normalised> within(ObjectNode file, JsonNode records) {
        var beside = file.objectNode();
        file.properties().forEach(member -> beside.set(member.getKey(), member.getValue()));
        beside.remove("Records");
        var around = Around.NOTHING.within(beside);
        if (around.length() * records.size() > Normalised.MOST_COPIED) {
            return Normalised.crowded(records.size(), around.length() * records.size());
        }
        var results = new ArrayList<Normalised>(records.size());
        for (var record : records) {
            results.add(Normalised.of(record, it -> one(it, around))
                    .keptAs(() ->
                            beside.deepCopy().set("Records", beside.arrayNode().add(record))));
        }
        return results;
    }

    private Normalised one(ObjectNode record, Around around) {
        if (!record.path("eventName").isTextual()) {
            return new Normalised.Refused(
                    Reason.MISSING_FIELD, "eventName is missing: not a CloudTrail record", record);
        }
        var draft = CloudTrailRecord.read(record, naming, fields);
        draft.around = around;
        return Normalised.Event.of(draft, record);
    }
}
