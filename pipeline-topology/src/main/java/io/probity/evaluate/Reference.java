package io.probity.evaluate;

import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlDefinition.ScopedParams;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.catalog.WaiverDefinition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a definition says of scopes, and when that counts.
 *
 * @param framework that it assigns; empty for none
 * @param owner null, or whose the framework is that it defines
 * @param from the first instant
 * @param to the first instant no longer; null: open
 */
record Reference(
        List<ScopeRef> scopes,
        String framework,
        @Nullable ScopeRef owner,
        Instant from,
        @Nullable Instant to) {

    /** Names no unit, and has no end. */
    static final Reference NONE = new Reference(List.of(), "", null, Instant.MIN, null);

    static Reference of(ControlDefinition control) {
        if (control.overrides().isEmpty()) {
            return NONE; // nearly always
        }
        var scopes = control.overrides().stream().map(ScopedParams::scope).toList();
        return new Reference(scopes, "", null, Instant.MIN, null);
    }

    static Reference of(FrameworkDefinition framework) {
        return new Reference(list(framework.owner()), "", framework.owner(), Instant.MIN, null);
    }

    static Reference of(AssignmentDefinition assignment) {
        return new Reference(
                List.of(assignment.scope()), assignment.framework(), null, assignment.from(), assignment.to());
    }

    static Reference of(WaiverDefinition waiver) {
        return new Reference(list(waiver.scope()), "", null, waiver.from(), waiver.expires());
    }

    static Reference of(PassThroughDefinition pass) {
        return new Reference(List.of(pass.scope()), "", null, pass.from(), pass.expires());
    }

    private static List<ScopeRef> list(@Nullable ScopeRef scope) {
        return scope == null ? List.of() : List.of(scope);
    }

    Stream<String> units() {
        return scopes.stream().flatMap(scope -> Stream.ofNullable(scope.unit()));
    }

    boolean countsAt(Instant time) {
        return !time.isBefore(from) && (to == null || time.isBefore(to));
    }

    Stream<Instant> ends() {
        return Stream.concat(Stream.of(from), Stream.ofNullable(to));
    }
}
