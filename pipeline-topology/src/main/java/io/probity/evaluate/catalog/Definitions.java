package io.probity.evaluate.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.document.Fields;
import io.probity.document.LocatedTree;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Definitions between their two forms: records here, canonical JSON in the log. */
public final class Definitions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Definitions() {}

    /** A body that is not what its kind says; the message names the first thing wrong with it. */
    public static final class UnreadableBodyException extends Exception {
        private final Reason reason;

        UnreadableBodyException(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        /** Why a record with it is refused. */
        public Reason reason() {
            return reason;
        }
    }

    public static Definition of(ControlDefinition control, String publish) {
        var json = DefinitionWriter.json(control);
        return of(DefinitionKind.CONTROL, control.id(), control.version(), control.effectiveFrom(), json, publish);
    }

    public static Definition of(FrameworkDefinition framework, String publish) {
        var json = DefinitionWriter.json(framework);
        return of(
                DefinitionKind.FRAMEWORK,
                framework.id(),
                framework.version(),
                framework.effectiveFrom(),
                json,
                publish);
    }

    public static Definition of(AssignmentDefinition assignment, String publish) {
        var json = DefinitionWriter.json(assignment);
        return of(
                DefinitionKind.ASSIGNMENT,
                assignment.id(),
                assignment.version(),
                assignment.effectiveFrom(),
                json,
                publish);
    }

    public static Definition of(WaiverDefinition waiver, String publish) {
        var json = DefinitionWriter.json(waiver);
        return of(DefinitionKind.WAIVER, waiver.id(), waiver.version(), waiver.effectiveFrom(), json, publish);
    }

    public static Definition of(ScopeDefinition scope, String publish) {
        var json = DefinitionWriter.json(scope);
        return of(DefinitionKind.SCOPE, scope.id(), scope.version(), scope.effectiveFrom(), json, publish);
    }

    public static Definition of(PassThroughDefinition pass, String publish) {
        var json = DefinitionWriter.json(pass);
        return of(DefinitionKind.PASS_THROUGH, pass.id(), pass.version(), pass.effectiveFrom(), json, publish);
    }

    private static Definition of(
            DefinitionKind kind, String id, String version, Instant from, ObjectNode json, String publish) {
        return new Definition(kind, id, version, from, json.has("retired"), CanonicalJson.text(json), publish, 0, null);
    }

    /** One publish of a whole catalog: its definitions and the commit that puts them in force at once. */
    public static List<Definition> publish(Catalog catalog, String publish) {
        var all = new ArrayList<Definition>();
        catalog.controls().forEach(control -> all.add(of(control, publish)));
        catalog.frameworks().forEach(framework -> all.add(of(framework, publish)));
        catalog.assignments().forEach(assignment -> all.add(of(assignment, publish)));
        catalog.waivers().forEach(waiver -> all.add(of(waiver, publish)));
        catalog.scopes().forEach(scope -> all.add(of(scope, publish)));
        catalog.passes().forEach(pass -> all.add(of(pass, publish)));
        return committed(all, publish);
    }

    /**
     * Definitions as one publish, and the commit that puts them in force at once.
     *
     * @param definitions whatever publish they were made for
     */
    public static List<Definition> committed(List<Definition> definitions, String publish) {
        var all = new ArrayList<Definition>();
        definitions.forEach(it -> all.add(new Definition(
                it.getKind(),
                it.getId(),
                it.getVersion(),
                it.getEffectiveFrom(),
                it.getRetired(),
                it.getBody(),
                publish,
                0,
                it.getPublishedBy())));
        all.add(new Definition(
                DefinitionKind.COMMIT, publish, "", Instant.EPOCH, false, "", publish, definitions.size(), null));
        return all;
    }

    public static ControlDefinition control(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::control);
    }

    public static FrameworkDefinition framework(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::framework);
    }

    public static AssignmentDefinition assignment(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::assignment);
    }

    public static WaiverDefinition waiver(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::waiver);
    }

    public static ScopeDefinition scope(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::unit);
    }

    public static PassThroughDefinition passThrough(Definition definition) throws UnreadableBodyException {
        return read(definition, DefinitionReader::passThrough);
    }

    /**
     * Reads a body and keeps nothing of it: whether it is what its kind says, whatever else is defined. An expression in it is
     * not compiled.
     */
    public static void check(Definition definition) throws UnreadableBodyException {
        switch (definition.getKind()) {
            case CONTROL -> control(definition);
            case FRAMEWORK -> framework(definition);
            case ASSIGNMENT -> assignment(definition);
            case WAIVER -> waiver(definition);
            case SCOPE -> scope(definition);
            case PASS_THROUGH -> passThrough(definition);
            case COMMIT -> {} // has none
            case UNKNOWN ->
                throw new UnreadableBodyException(
                        Reason.INVALID_FIELD,
                        definition.getId() + ": a kind of definition that this version does not know");
        }
    }

    private static <T> T read(Definition definition, Function<Fields, T> reader) throws UnreadableBodyException {
        var name = definition.getKind() + " " + definition.getId();
        try {
            var tree = LocatedTree.of(name, JSON.readTree(definition.getBody()));
            var fields = new Fields(tree, "", tree.root());
            var value = reader.apply(fields);
            fields.done();
            for (var problem : tree.problems()) {
                throw new UnreadableBodyException(Reason.INVALID_FIELD, problem.toString());
            }
            return value;
        } catch (JsonProcessingException notJson) {
            throw new UnreadableBodyException(
                    Reason.MALFORMED_JSON, name + ": not JSON: " + notJson.getOriginalMessage());
        }
    }

    /** As it is written in a body: the same text for the same words. */
    public static String text(RecallDefinition recall) {
        return CanonicalJson.text(DefinitionWriter.json(recall));
    }

    /** SHA-256 of the body as it stands in the log, lower-case hex: what a decision cites. */
    public static String digest(Definition definition) {
        return EventDigest.hex(EventDigest.sha256(definition.getBody().getBytes(StandardCharsets.UTF_8)));
    }
}
