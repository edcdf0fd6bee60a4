package io.probity.serve;

import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a question after standings or violations may be narrowed by; filled from the query. What is not given narrows nothing. */
public final class Narrowing {
    private static final int MOST = 1000;

    @QueryParam("scope")
    private @Nullable String scope;

    @QueryParam("unit")
    private @Nullable String unit;

    @QueryParam("framework")
    private @Nullable String framework;

    @QueryParam("control")
    private @Nullable String control;

    @QueryParam("status")
    private @Nullable String status;

    @QueryParam("state")
    private @Nullable String state;

    @QueryParam("tenant")
    private @Nullable String tenant;

    @QueryParam("limit")
    @DefaultValue("100")
    private String limit = "100";

    @QueryParam("cursor")
    private @Nullable String cursor;

    /** Which scopes are asked after by a unit; all of them where none is named. */
    Predicate<Scope> unit(ScopeUnits units, Supplier<Instant> clock) {
        return unit == null ? all -> true : units.asked(unit, clock.get())::covers;
    }

    /** Whether a subject is asked after. */
    boolean takesIn(String ofTenant, String subject, @Nullable String path) {
        return (tenant == null || tenant.equals(ofTenant)) && new ScopeFilter(scope).holds(subject, path);
    }

    /** Whether a control is asked after, by itself and by a framework that it serves. */
    boolean takesIn(String ofControl, List<RequirementRef> requirements) {
        return (control == null || control.equals(ofControl))
                && (framework == null
                        || requirements.stream()
                                .anyMatch(it -> it.getFramework().equals(framework)));
    }

    /** The status that is asked after; null for any. */
    <E extends Enum<E>> @Nullable E status(Class<E> type) {
        return one("status", status, type);
    }

    /** The state that is asked after; null for any. */
    <E extends Enum<E>> @Nullable E state(Class<E> type) {
        return one("state", state, type);
    }

    private static <E extends Enum<E>> @Nullable E one(String name, @Nullable String word, Class<E> type) {
        if (word == null) {
            return null;
        }
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.badRequest(name + " must be one of " + List.of(type.getEnumConstants()) + ", was " + word);
        }
    }

    /** Rows to a page. */
    int limit() {
        try {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= MOST) {
                return rows;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw Problem.badRequest("limit must be from 1 to " + MOST + ", was " + limit);
    }

    /** Where the page begins. */
    Cursor cursor() {
        return Cursor.parse(cursor);
    }
}
