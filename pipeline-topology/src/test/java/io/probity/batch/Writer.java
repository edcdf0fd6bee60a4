package io.probity.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.batch.Article.Assignment;
import io.probity.batch.Article.Control;
import io.probity.batch.Article.Follow;
import io.probity.batch.Article.Framework;
import io.probity.batch.Article.Pass;
import io.probity.batch.Article.Recall;
import io.probity.batch.Article.Unit;
import io.probity.batch.Article.Waiver;
import io.probity.batch.Line.Committed;
import io.probity.batch.Line.Defined;
import io.probity.batch.Line.Heard;
import io.probity.batch.Line.Tick;
import io.probity.batch.Line.Told;
import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.FollowedByDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.catalog.WaiverDefinition;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Mention;
import io.probity.model.Origin;
import io.probity.model.Severity;
import io.probity.model.Subject;
import io.probity.wire.EntryKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines of a history as the intake would have written them. */
final class Writer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static final List<String> SCOPE_KINDS = List.of("group", "account");
    static final List<String> SCOPE_IDS = List.of("1", "2", "3");

    private Writer() {}

    static EntryKey key(Line line) {
        return switch (line) {
            case Tick tick -> EntryKey.everywhere("tick");
            case Defined defined -> EntryKey.everywhere("definition");
            case Committed committed -> EntryKey.everywhere("commit");
            case Heard heard -> EntryKey.of("test", subject(heard.subject()));
        };
    }

    static Entry entry(Line line) {
        var digest = ByteBuffer.wrap(HexFormat.of().parseHex(Batch.digest(line)));
        return switch (line) {
            case Tick(var at) ->
                new Entry(EntryKind.TICK, "", new Origin("tick", 0, 0L, 0), digest, new io.probity.model.Tick(at));
            case Defined(var article, var publish, var place) ->
                new Entry(EntryKind.DEFINITION, "test", definedAt(place), digest, signed(article, publish));
            case Committed(var publish, var count, var place) ->
                new Entry(
                        EntryKind.DEFINITION,
                        "test",
                        definedAt(place),
                        digest,
                        new Definition(
                                DefinitionKind.COMMIT, publish, "", Instant.EPOCH, false, "", publish, count, null));
            case Heard heard
            when heard.home() ->
                new Entry(EntryKind.EVENT, "test", new Origin("events", 0, 0L, 0), digest, event(heard.event()));
            case Heard heard ->
                new Entry(
                        EntryKind.MENTION,
                        "test",
                        new Origin("events", 0, 0L, 0),
                        digest,
                        new Mention(subject(heard.subject()), event(heard.event())));
        };
    }

    private static Origin definedAt(int place) {
        return new Origin("audit.definitions", 0, (long) place, 0);
    }

    private static Subject subject(String name) {
        int slash = name.indexOf('/');
        return new Subject(name.substring(0, slash), name.substring(slash + 1));
    }

    private static AuditEvent event(Told told) {
        var json = JSON.objectNode()
                .put("id", told.id())
                .put("timestamp", told.at().toString())
                .put("action", told.action());
        // which of them does not matter to any verdict, only to what is counted where
        int number = Math.floorMod(told.id().hashCode(), 6);
        json.set(
                "scope",
                JSON.objectNode()
                        .put("kind", SCOPE_KINDS.get(number / 3))
                        .put("id", SCOPE_IDS.get(number % 3))
                        .put("path", told.path()));
        json.set("subjects", JSON.arrayNode().add(named(told.home())));
        if (told.target() != null) {
            int slash = told.target().indexOf('/');
            json.set(
                    "target",
                    JSON.objectNode()
                            .put("type", told.target().substring(0, slash))
                            .put("id", told.target().substring(slash + 1)));
        }
        if (told.result() != null) {
            json.set("result", JSON.objectNode().put("status", told.result()));
        }
        var data = JSON.objectNode();
        if (told.approval() != null) {
            data.put("decision", told.approval());
        }
        if (told.tool() != null) {
            data.put("tool", told.tool());
        }
        if (told.type().equals("drift_detected")) {
            data.put("drifted", told.drifted());
            data.put("resource", told.resource());
        }
        json.set("data", data);
        var event = PartialEvent.complete(json, told.type(), "group");
        event.put("contentKey", Batch.sha256(told.toString()));
        return event;
    }

    private static JsonNode named(String subject) {
        var named = subject(subject);
        return JSON.objectNode().put("kind", named.getKind()).put("id", named.getId());
    }

    private static Definition signed(Article article, String publish) {
        return Definition.newBuilder(definition(article, publish))
                .setPublishedBy(article.publisher(publish))
                .build();
    }

    private static Definition definition(Article article, String publish) {
        return switch (article) {
            case Control control -> Definitions.of(control(control), publish);
            case Framework it ->
                Definitions.of(
                        new FrameworkDefinition(
                                it.id(),
                                it.version(),
                                it.from(),
                                it.id(),
                                "",
                                null,
                                List.of(
                                        new FrameworkDefinition.Requirement(
                                                "r", "r", "", it.controls(), List.of(), List.of()),
                                        new FrameworkDefinition.Requirement(
                                                "p", "p", "", it.ofPolicy(), List.of(), List.of(), Framework.POLICY)),
                                it.retired()),
                        publish);
            case Assignment it ->
                Definitions.of(
                        new AssignmentDefinition(
                                it.id(),
                                it.version(),
                                it.from(),
                                it.framework(),
                                scope(it.path()),
                                it.begin(),
                                it.end(),
                                it.retired()),
                        publish);
            case Waiver it ->
                Definitions.of(
                        new WaiverDefinition(
                                it.id(),
                                it.version(),
                                it.from(),
                                it.control(),
                                it.subject(),
                                it.path() == null ? null : scope(it.path()),
                                "accepted",
                                Article.WAIVES,
                                it.begin(),
                                it.end(),
                                it.retired()),
                        publish);
            case Pass it ->
                Definitions.of(
                        new PassThroughDefinition(
                                it.id(),
                                it.version(),
                                it.from(),
                                scope(it.path()),
                                it.controls(),
                                "down",
                                Article.LETS_THROUGH,
                                it.begin(),
                                it.end(),
                                it.retired()),
                        publish);
            case Unit it ->
                Definitions.of(
                        new ScopeDefinition(
                                it.id(),
                                it.version(),
                                it.from(),
                                it.id(),
                                "",
                                it.parent(),
                                it.members().stream().map(Writer::scope).toList(),
                                it.retired()),
                        publish);
        };
    }

    private static ScopeRef scope(String path) {
        return path.startsWith("@") ? ScopeRef.ofUnit(path.substring(1)) : new ScopeRef(null, null, path);
    }

    private static ControlDefinition control(Control it) {
        var triggers = new ArrayList<Trigger>();
        it.types().forEach(type -> triggers.add(new Trigger.OnEvent(type)));
        Stream.ofNullable(it.every()).forEach(period -> triggers.add(new Trigger.Every(period)));
        var overrides = new ArrayList<ControlDefinition.ScopedParams>();
        it.elsewhere()
                .forEach((path, wanted) ->
                        overrides.add(new ControlDefinition.ScopedParams(scope(path), wanted(wanted))));
        return new ControlDefinition(
                it.id(),
                it.version(),
                it.from(),
                it.id(),
                "",
                Severity.MEDIUM,
                triggers,
                it.occurrence() ? Judges.OCCURRENCE : Judges.STATE,
                new ControlDefinition.Applies(it.kinds(), Map.of()),
                it.guard() == null ? "" : it.guard().cel,
                it.expect().says ? "" : it.expect().cel,
                it.expect().says ? it.expect().cel : "",
                it.recalls().stream().map(Writer::recall).toList(),
                followedBy(it.follow()),
                "",
                null,
                evidence(it.evidence(), it),
                it.shadow() ? Mode.SHADOW : it.enforced() ? Mode.ENFORCE : Mode.OBSERVE,
                wanted(it.wanted()),
                overrides,
                "",
                List.of(),
                List.of(),
                it.retired());
    }

    private static RecallDefinition recall(Recall it) {
        return new RecallDefinition(
                it.name(),
                it.types(),
                it.where() == null ? "" : it.where().cel,
                it.group() == null ? "" : it.group().cel,
                it.within(),
                it.distinct() == null ? "" : it.distinct().cel,
                it.most());
    }

    private static @Nullable FollowedByDefinition followedBy(@Nullable Follow it) {
        return it == null
                ? null
                : new FollowedByDefinition(
                        it.types(),
                        it.where() == null ? "" : it.where().cel,
                        it.group() == null ? "" : it.group().cel,
                        it.within(),
                        it.distinct() == null ? "" : it.distinct().cel);
    }

    private static List<ControlDefinition.Evidence> evidence(@Nullable String fact, Control it) {
        return fact == null
                ? List.of()
                : List.of(new ControlDefinition.Evidence(
                        fact, true, it.ttl().minusMinutes(10), Duration.ofMinutes(10), false));
    }

    private static Map<String, JsonNode> wanted(String value) {
        var params = new LinkedHashMap<String, JsonNode>();
        params.put("wanted", JSON.textNode(value));
        return params;
    }
}
