package io.probity.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;

/** Confluent's REST API, each method one request; remembers nothing. */
final class HttpSchemaRegistry implements SchemaRegistryClient {
    private final RegistryTransport transport;

    HttpSchemaRegistry(RegistryConfig config, RegistryListener listener) {
        this.transport = new RegistryTransport(config, listener);
    }

    @Override
    public int register(String subject, Schema schema) {
        return number("id", post(subjectPath(subject) + "/versions", schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return number("id", post(subjectPath(subject), schema));
    }

    @Override
    public Schema schemaOf(int id) {
        if (id < 0) {
            throw new UnknownSchemaException("schema ids are not negative: " + id);
        }
        return schema("schema " + id, transport.ask(RegistryRequest.get("/schemas/ids/" + id)));
    }

    @Override
    public RegisteredSchema latest(String subject) {
        var answer = transport.ask(RegistryRequest.get(subjectPath(subject) + "/versions/latest"));
        return new RegisteredSchema(
                subject,
                number("version", answer),
                number("id", answer),
                schema("latest version of " + subject, answer));
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        try {
            return post("/compatibility" + subjectPath(subject) + "/versions", schema)
                    .path("is_compatible")
                    .asBoolean();
        } catch (UnknownSchemaException noSuchSubject) {
            return true;
        }
    }

    @Override
    public void setCompatibility(String subject, Compatibility compatibility) {
        var body = JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
        transport.ask(new RegistryRequest("PUT", "/config/" + RegistryRequest.escape(subject), body.toString()));
    }

    @Override
    public List<String> subjects() {
        var answer = transport.ask(RegistryRequest.get("/subjects"));
        return StreamSupport.stream(answer.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public void close() {
        transport.close();
    }

    private JsonNode post(String path, Schema schema) {
        var body = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
        return transport.ask(new RegistryRequest("POST", path, body.toString()));
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + RegistryRequest.escape(subject);
    }

    private static int number(String field, JsonNode answer) {
        var value = answer.path(field);
        if (!value.isInt()) {
            throw new RegistryUnavailableException(
                    "the registry answers without a number \"" + field + "\": " + answer);
        }
        return value.intValue();
    }

    private static Schema schema(String what, JsonNode answer) {
        var type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new InvalidSchemaException(what + " is of type " + type + ", not AVRO");
        }
        if (!answer.path("references").isEmpty()) {
            var names = StreamSupport.stream(answer.path("references").spliterator(), false)
                    .map(reference -> reference.path("name").asText())
                    .toList();
            throw new InvalidSchemaException(what + " rests on references, which are not supported: " + names);
        }
        return parse(what, answer.path("schema").asText());
    }

    private static Schema parse(String what, String text) {
        try {
            // A wrong default value, which older producers have, hurts readers only; this schema is a writer's.
            return new Schema.Parser().setValidateDefaults(false).parse(text);
        } catch (RuntimeException | StackOverflowError broken) {
            throw new InvalidSchemaException(what + " does not parse: " + broken.getMessage(), broken);
        }
    }
}
