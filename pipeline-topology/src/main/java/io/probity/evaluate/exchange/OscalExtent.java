package io.probity.evaluate.exchange;

import static io.probity.evaluate.exchange.Oscal.line;
import static io.probity.evaluate.exchange.Oscal.prop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.catalog.WaiverDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a framework holds, in OSCAL's words: units of the scope tree are organizations, which are members of the one above them. For
 * assignments, waivers and pass-throughs it has no words; they are props of ours, those of one definition in one group.
 */
record OscalExtent(Extent extent) {

    /** Of the document's metadata, one for each unit; the same unit is the same party in every document. */
    List<ObjectNode> parties() {
        Map<String, String> uuids = new HashMap<>();
        extent.units().forEach(unit -> uuids.put(unit.id(), uuid(unit)));
        return extent.units().stream().map(unit -> party(unit, uuids)).toList();
    }

    private static String uuid(ScopeDefinition unit) {
        return Oscal.uuid("unit", unit.id(), unit.version()).toString();
    }

    private static ObjectNode party(ScopeDefinition unit, Map<String, String> uuids) {
        var party = JsonNodeFactory.instance
                .objectNode()
                .put("uuid", uuid(unit))
                .put("type", "organization")
                .put("name", line(unit.title(), unit.id()))
                .put("short-name", line(unit.id(), unit.id()));
        var props = new ArrayList<ObjectNode>();
        props.add(prop("unit", unit.id()));
        props.add(prop("unit-version", unit.version()));
        props.add(prop("unit-from", unit.effectiveFrom().toString()));
        if (unit.parent() != null) {
            props.add(prop("unit-parent", unit.parent()));
        }
        unit.members().forEach(member -> props.add(scope("unit-member", member)));
        Oscal.list(party, "props", props);
        var above = unit.parent() == null ? null : uuids.get(unit.parent());
        if (above != null) {
            party.putArray("member-of-organizations").add(above);
        }
        if (!unit.description().isBlank()) {
            party.put("remarks", unit.description().strip());
        }
        return party;
    }

    /** Of the component that judges. */
    List<ObjectNode> props() {
        return Stream.of(
                        extent.assignments().stream().flatMap(OscalExtent::assignment),
                        extent.waivers().stream().flatMap(OscalExtent::waiver),
                        extent.passes().stream().flatMap(OscalExtent::pass))
                .flatMap(props -> props)
                .toList();
    }

    private static Stream<ObjectNode> assignment(AssignmentDefinition it) {
        var props = new ArrayList<ObjectNode>();
        props.add(prop("assignment", it.id()));
        props.add(prop("assignment-version", it.version()));
        props.add(scope("assignment-scope", it.scope()));
        props.add(prop("assignment-from", it.from().toString()));
        if (it.to() != null) {
            props.add(prop("assignment-to", it.to().toString()));
        }
        return grouped("assignment", it.id(), props);
    }

    private static Stream<ObjectNode> waiver(WaiverDefinition it) {
        var props = new ArrayList<ObjectNode>();
        props.add(prop("waiver", it.id()).put("remarks", line(it.reason(), "-")));
        props.add(prop("waiver-version", it.version()));
        props.add(prop("waiver-control", it.control()));
        if (it.subject() != null) {
            props.add(prop("waiver-subject", it.subject()));
        }
        if (it.scope() != null) {
            props.add(scope("waiver-scope", it.scope()));
        }
        props.add(prop("waiver-approver", it.approver()));
        props.add(prop("waiver-from", it.from().toString()));
        props.add(prop("waiver-expires", it.expires().toString()));
        return grouped("waiver", it.id(), props);
    }

    private static Stream<ObjectNode> pass(PassThroughDefinition it) {
        var props = new ArrayList<ObjectNode>();
        props.add(prop("pass-through", it.id()).put("remarks", line(it.reason(), "-")));
        props.add(prop("pass-through-version", it.version()));
        props.add(scope("pass-through-scope", it.scope()));
        it.controls().forEach(control -> props.add(prop("pass-through-control", control)));
        props.add(prop("pass-through-approver", it.approver()));
        props.add(prop("pass-through-from", it.from().toString()));
        props.add(prop("pass-through-expires", it.expires().toString()));
        return grouped("pass-through", it.id(), props);
    }

    /** A path may look as a kind and an id do, so the class says which it is. */
    private static ObjectNode scope(String name, ScopeRef scope) {
        var how = scope.unit() != null ? "unit" : scope.id() != null ? "id" : "path";
        return prop(name, scope.toString()).put("class", how);
    }

    private static Stream<ObjectNode> grouped(String what, String id, List<ObjectNode> props) {
        return props.stream().map(prop -> prop.put("group", Oscal.token(what + "-" + id)));
    }
}
