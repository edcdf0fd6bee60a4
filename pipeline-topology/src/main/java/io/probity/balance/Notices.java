package io.probity.balance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.balance.Notice.Gap;
import io.probity.balance.Notice.GapClosed;
import io.probity.balance.Notice.Resumed;
import io.probity.balance.Notice.Silent;
import io.probity.own.OwnEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice as the event that enters the log. Pure. */
final class Notices {
    /** A fact's key may have 256 characters; see docs/event-types.md. */
    private static final int MOST_NAME = 200;

    private Notices() {}

    /**
     * The event of a notice.
     *
     * @param at when it was found
     */
    static OwnEvent event(Notice notice, Instant at) {
        return switch (notice) {
            case Gap gap ->
                event(
                        gap,
                        "source_gap",
                        at,
                        Long.toString(gap.first()),
                        gap.component(),
                        gap(gap.component(), gap.first(), gap.last()).put("missing", gap.missing()));
            case GapClosed gap ->
                event(
                        gap,
                        "source_gap_closed",
                        at,
                        Long.toString(gap.first()),
                        gap.component(),
                        gap(gap.component(), gap.first(), gap.last()).put("open", false));
            case Silent quiet ->
                event(
                        quiet,
                        "source_silent",
                        at,
                        quiet.lastAt().toString(),
                        quiet.component(),
                        silence(quiet.component(), quiet.lastAt(), true)
                                .put("limit", quiet.limit().toString()));
            case Resumed loud ->
                event(
                        loud,
                        "source_resumed",
                        at,
                        loud.lastAt().toString(),
                        loud.component(),
                        silence(loud.component(), loud.lastAt(), false));
        };
    }

    private static OwnEvent event(
            Notice notice, String type, Instant at, String which, @Nullable String component, ObjectNode data) {
        var parts = List.of(notice.tenant(), notice.source(), component == null ? "" : component, which);
        return new OwnEvent(notice.tenant(), OwnEvent.id(type, parts), type, at, notice.source(), null, data);
    }

    private static ObjectNode gap(String component, long first, long last) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("gap", name(component) + ':' + first)
                .put("component", component)
                .put("first", first)
                .put("last", last)
                .put("open", true);
    }

    private static ObjectNode silence(@Nullable String component, Instant lastAt, boolean silent) {
        var data = JsonNodeFactory.instance.objectNode();
        if (component != null) {
            data.put("component", name(component));
        }
        return data.put("lastAt", lastAt.toString()).put("silent", silent);
    }

    private static String name(String component) {
        return component.length() <= MOST_NAME ? component : OwnEvent.id("component", List.of(component));
    }
}
