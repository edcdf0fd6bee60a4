package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Adherence;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import io.probity.wire.Stores;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** How subjects stand, and which breaches there are. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class StandingResource {
    private static final int MOST = 1000;

    private final Scan scan;
    private final Stores stores;
    private final Freshness freshness;

    public StandingResource(StoreReader reader, Stores stores, int partitions) {
        this.scan = new Scan(reader, partitions);
        this.stores = stores;
        this.freshness = new Freshness(reader, stores, partitions);
    }

    /**
     * Adherence by scope, framework, control and status.
     *
     * @param scope a subject such as project/6, a path such as group/app with all below it, or * for all
     * @param view gitlab: the pair success and fail of GitLab's first adherence table beside our own status
     */
    @GET
    @Path("adherence")
    public String adherence(
            @QueryParam("scope") @Nullable String scope,
            @QueryParam("framework") @Nullable String framework,
            @QueryParam("control") @Nullable String control,
            @QueryParam("status") @Nullable String status,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("view") @Nullable String view,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var wanted = status == null ? null : oneOf(Status.class, "status", status);
        var filter = new ScopeFilter(scope);
        var page = scan.page(
                stores.subjects(),
                Cursor.parse(cursor),
                within(limit),
                row -> isTenant(tenant, row.getTenant())
                        && filter.holds(row.getSubject(), row.getScope().getPath())
                        && row.getStandings().values().stream().anyMatch(it -> fits(it, framework, control, wanted)));
        var items = JsonNodeFactory.instance.arrayNode();
        for (SubjectState row : page.rows()) {
            row.getStandings().values().stream()
                    .filter(it -> fits(it, framework, control, wanted))
                    .sorted(java.util.Comparator.comparing(Adherence::getControl))
                    .forEach(it -> items.add(seen(it, view)));
        }
        return answer("adherence", items, page.next());
    }

    /** Violations by scope, control and status. */
    @GET
    @Path("violations")
    public String violations(
            @QueryParam("scope") @Nullable String scope,
            @QueryParam("framework") @Nullable String framework,
            @QueryParam("control") @Nullable String control,
            @QueryParam("status") @Nullable String status,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("limit") @DefaultValue("100") String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var wanted = status == null ? null : oneOf(ViolationStatus.class, "status", status);
        var filter = new ScopeFilter(scope);
        var page = scan.page(
                stores.violations(),
                Cursor.parse(cursor),
                within(limit),
                it -> isTenant(tenant, it.getTenant())
                        && filter.holds(it.getSubject(), it.getScopePath())
                        && (control == null || control.equals(it.getControl()))
                        && (wanted == null || wanted == it.getStatus())
                        && (framework == null || serves(it.getRequirements(), framework)));
        var items = JsonNodeFactory.instance.arrayNode();
        page.rows().stream()
                .map((Violation it) -> RecordJson.of((IndexedRecord) it))
                .forEach(items::add);
        return answer("violations", items, page.next());
    }

    private static boolean fits(
            Adherence it, @Nullable String framework, @Nullable String control, @Nullable Status status) {
        return (control == null || control.equals(it.getControl()))
                && (status == null || status == it.getStatus())
                && (framework == null || serves(it.getRequirements(), framework));
    }

    private static boolean serves(List<io.probity.model.RequirementRef> requirements, String framework) {
        return requirements.stream().anyMatch(it -> it.getFramework().equals(framework));
    }

    private static boolean isTenant(@Nullable String asked, String tenant) {
        return asked == null || asked.equals(tenant);
    }

    private static ObjectNode seen(Adherence standing, @Nullable String view) {
        var json = RecordJson.of(standing);
        if ("gitlab".equals(view)) {
            json.put("gitlabStatus", standing.getStatus() == Status.PASS ? "success" : "fail");
        }
        return json;
    }

    private String answer(String name, ArrayNode items, @Nullable Cursor next) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set(name, items);
        if (next != null) {
            answer.put("next", next.toString());
        }
        answer.set("asOf", freshness.now());
        return answer.toString();
    }

    private static int within(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with the bounds
        }
        throw Problem.badRequest("limit must be from 1 to " + MOST + ", was " + text);
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String name, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Problem.badRequest(name + " must be one of " + List.of(type.getEnumConstants()) + ", was " + text);
        }
    }
}
