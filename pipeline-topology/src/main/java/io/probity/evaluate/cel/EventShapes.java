package io.probity.evaluate.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.BusinessContext;
import io.probity.model.Category;
import io.probity.model.Context;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.GeoContext;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Outcome;
import io.probity.model.Posture;
import io.probity.model.Principal;
import io.probity.model.Quota;
import io.probity.model.ResourceContext;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.model.TeamContext;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.Warning;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of {@code event} in expressions: names and types of the canonical JSON, enums as lower-case strings. */
final class EventShapes {
    private static final CelType TEXT = SimpleType.STRING;
    /** Every word that an enum of an event can be, made once. */
    private static final Map<Enum<?>, String> LOWER_CASE = Stream.<Enum<?>[]>of(
                    Category.values(), Crud.values(), ActorKind.values(), Outcome.values())
            .flatMap(Stream::of)
            .collect(Collectors.toUnmodifiableMap(
                    constant -> constant, constant -> constant.name().toLowerCase(Locale.ROOT)));

    private static final Shape<Money> MONEY = new Shape<Money>("probity.Money")
            .field("amount", TEXT, Money::getAmount)
            .field("currency", TEXT, Money::getCurrency);

    private static final Shape<Principal> PRINCIPAL = new Shape<Principal>("probity.Principal")
            .field("id", TEXT, Principal::getId)
            .field("name", TEXT, Principal::getName)
            .field("kind", TEXT, principal -> lower(principal.getKind()));

    private static final Shape<Credential> CREDENTIAL = new Shape<Credential>("probity.Credential")
            .field("kind", TEXT, Credential::getKind)
            .field("id", TEXT, Credential::getId);

    private static final Shape<Actor> ACTOR = new Shape<Actor>("probity.Actor")
            .field("id", TEXT, Actor::getId)
            .field("name", TEXT, Actor::getName)
            .field("kind", TEXT, actor -> lower(actor.getKind()))
            .field("mfa", SimpleType.BOOL, Actor::getMfa)
            .field("onBehalfOf", ref("Principal"), actor -> PRINCIPAL.of(actor.getOnBehalfOf()))
            .field("credential", ref("Credential"), actor -> CREDENTIAL.of(actor.getCredential()))
            .field("domain", TEXT, Actor::getDomain);

    private static final Shape<Scope> SCOPE = new Shape<Scope>("probity.Scope")
            .field("kind", TEXT, Scope::getKind)
            .field("id", TEXT, Scope::getId)
            .field("path", TEXT, Scope::getPath);

    private static final Shape<Subject> SUBJECT = new Shape<Subject>("probity.Subject")
            .field("kind", TEXT, Subject::getKind)
            .field("id", TEXT, Subject::getId);

    private static final Shape<Target> TARGET = new Shape<Target>("probity.Target")
            .field("type", TEXT, Target::getType)
            .field("id", TEXT, Target::getId)
            .field("name", TEXT, Target::getName);

    private static final Shape<Result> RESULT = new Shape<Result>("probity.Result")
            .field("status", TEXT, Result::getStatus)
            .field("desiredStateId", TEXT, Result::getDesiredStateId)
            .field("estimatedCost", ref("Money"), result -> MONEY.of(result.getEstimatedCost()))
            .field("approvalRequired", SimpleType.BOOL, Result::getApprovalRequired)
            .field("deploymentId", TEXT, Result::getDeploymentId);

    private static final Shape<Metadata> METADATA = new Shape<Metadata>("probity.Metadata")
            .field("clientIp", TEXT, Metadata::getClientIp)
            .field("userAgent", TEXT, Metadata::getUserAgent)
            .field("processingTime", SimpleType.INT, Metadata::getProcessingTime)
            .field("resourceCount", SimpleType.INT, metadata -> whole(metadata.getResourceCount()));

    private static final Shape<UserContext> USER = new Shape<UserContext>("probity.UserContext")
            .field("roles", ListType.create(TEXT), UserContext::getRoles)
            .field("department", TEXT, UserContext::getDepartment)
            .field("status", TEXT, UserContext::getStatus)
            .field("permissions", ListType.create(TEXT), UserContext::getPermissions)
            .field("manager", TEXT, UserContext::getManager);

    private static final Shape<Quota> QUOTA = new Shape<Quota>("probity.Quota")
            .field("name", TEXT, Quota::getName)
            .field("limit", TEXT, Quota::getLimit);

    private static final Shape<TeamContext> TEAM = new Shape<TeamContext>("probity.TeamContext")
            .field("name", TEXT, TeamContext::getName)
            .field("businessUnit", TEXT, TeamContext::getBusinessUnit)
            .field("costCentre", TEXT, TeamContext::getCostCentre)
            .field("budget", ref("Money"), team -> MONEY.of(team.getBudget()))
            .field("quotas", ListType.create(ref("Quota")), team -> all(QUOTA, team.getQuotas()));

    private static final Shape<TimeContext> TIME = new Shape<TimeContext>("probity.TimeContext")
            .field("calendar", TEXT, TimeContext::getCalendar)
            .field("timeZone", TEXT, TimeContext::getTimeZone)
            .field("businessHours", SimpleType.BOOL, TimeContext::getBusinessHours)
            .field("maintenanceWindow", TEXT, TimeContext::getMaintenanceWindow);

    private static final Shape<Posture> POSTURE = new Shape<Posture>("probity.Posture")
            .field("standing", TEXT, Posture::getStanding)
            .field("failed", SimpleType.INT, it -> whole(it.getFailed()))
            .field("pending", SimpleType.INT, it -> whole(it.getPending()))
            .field("passed", SimpleType.INT, it -> whole(it.getPassed()))
            .field("critical", SimpleType.INT, it -> whole(it.getCritical()))
            .field("high", SimpleType.INT, it -> whole(it.getHigh()))
            .field("medium", SimpleType.INT, it -> whole(it.getMedium()))
            .field("low", SimpleType.INT, it -> whole(it.getLow()))
            .field("info", SimpleType.INT, it -> whole(it.getInfo()))
            .field("risk", SimpleType.INT, Posture::getRisk)
            .field("since", SimpleType.TIMESTAMP, Posture::getSince);

    private static final Shape<ResourceContext> RESOURCE = new Shape<ResourceContext>("probity.ResourceContext")
            .field("owner", TEXT, ResourceContext::getOwner)
            .field("team", TEXT, ResourceContext::getTeam)
            .field("environment", TEXT, ResourceContext::getEnvironment)
            .field("criticality", TEXT, ResourceContext::getCriticality)
            .field("cost", ref("Money"), resource -> MONEY.of(resource.getCost()))
            .field("lifecycle", TEXT, ResourceContext::getLifecycle)
            .field("posture", ref("Posture"), resource -> POSTURE.of(resource.getPosture()));

    private static final Shape<BusinessContext> BUSINESS = new Shape<BusinessContext>("probity.BusinessContext")
            .field("unit", TEXT, BusinessContext::getUnit)
            .field("costCentre", TEXT, BusinessContext::getCostCentre)
            .field("project", TEXT, BusinessContext::getProject);

    private static final Shape<GeoContext> GEO = new Shape<GeoContext>("probity.GeoContext")
            .field("country", TEXT, GeoContext::getCountry)
            .field("network", TEXT, GeoContext::getNetwork);

    private static final Shape<Context> CONTEXT = new Shape<Context>("probity.Context")
            .field("user", ref("UserContext"), context -> USER.of(context.getUser()))
            .field("team", ref("TeamContext"), context -> TEAM.of(context.getTeam()))
            .field("time", ref("TimeContext"), context -> TIME.of(context.getTime()))
            .field("resource", ref("ResourceContext"), context -> RESOURCE.of(context.getResource()))
            .field("business", ref("BusinessContext"), context -> BUSINESS.of(context.getBusiness()))
            .field("geo", ref("GeoContext"), context -> GEO.of(context.getGeo()));

    private static final Shape<Warning> WARNING = new Shape<Warning>("probity.Warning")
            .field("code", TEXT, Warning::getCode)
            .field("detail", TEXT, Warning::getDetail);

    static final Shape<AuditEvent> EVENT = new Shape<AuditEvent>("probity.Event")
            .field("id", TEXT, AuditEvent::getId)
            .field("eventType", TEXT, AuditEvent::getEventType)
            .field("timestamp", SimpleType.TIMESTAMP, AuditEvent::getEffective)
            .field("source", TEXT, AuditEvent::getSource)
            .field("category", TEXT, event -> lower(event.getCategory()))
            .field("action", TEXT, AuditEvent::getAction)
            .field("crud", TEXT, event -> lower(event.getCrud()))
            .field("actor", ref("Actor"), event -> ACTOR.of(event.getActor()))
            .field("scope", ref("Scope"), event -> SCOPE.of(event.getScope()))
            .field("subjects", ListType.create(ref("Subject")), event -> all(SUBJECT, event.getSubjects()))
            .field("target", ref("Target"), event -> TARGET.of(event.getTarget()))
            .field("outcome", TEXT, event -> lower(event.getOutcome()))
            .field("teamId", TEXT, AuditEvent::getTeamId)
            .field("sessionId", TEXT, AuditEvent::getSessionId)
            .field("requestId", TEXT, AuditEvent::getRequestId)
            .field("traceId", TEXT, AuditEvent::getTraceId)
            .field("spanId", TEXT, AuditEvent::getSpanId)
            .field("parentId", TEXT, AuditEvent::getParentId)
            .field("result", ref("Result"), event -> RESULT.of(event.getResult()))
            .field("metadata", ref("Metadata"), event -> METADATA.of(event.getMetadata()))
            .field("context", ref("Context"), event -> CONTEXT.of(event.getContext()))
            .field("warnings", ListType.create(ref("Warning")), event -> all(WARNING, event.getWarnings()));

    private EventShapes() {}

    private static final Map<String, Shape<?>> SHAPES = Stream.<Shape<?>>of(
                    EVENT,
                    ACTOR,
                    PRINCIPAL,
                    CREDENTIAL,
                    QUOTA,
                    POSTURE,
                    RESOURCE,
                    BUSINESS,
                    GEO,
                    SCOPE,
                    SUBJECT,
                    TARGET,
                    RESULT,
                    MONEY,
                    METADATA,
                    CONTEXT,
                    USER,
                    TEAM,
                    TIME,
                    Recalled.SHAPE,
                    WARNING)
            .collect(Collectors.toUnmodifiableMap(shape -> shape.type().name(), shape -> shape));

    /** The type that a field's type names; null where it is none of ours. */
    static @Nullable Shape<?> shape(CelType type) {
        return SHAPES.get(type.name());
    }

    /** The types that the type checker knows beside the standard ones. */
    static CelTypeProvider types() {
        ImmutableMap<String, CelType> byName = SHAPES.values().stream()
                .map(Shape::type)
                .collect(ImmutableMap.toImmutableMap(StructType::name, type -> type));
        return new CelTypeProvider() {
            @Override
            public ImmutableList<CelType> types() {
                return byName.values().asList();
            }

            @Override
            public Optional<CelType> findType(String name) {
                return Optional.ofNullable(byName.get(name));
            }
        };
    }

    private static CelType ref(String name) {
        return StructTypeReference.create("probity." + name);
    }

    private static <T> List<?> all(Shape<T> shape, List<T> items) {
        return items.stream().map(shape::of).toList();
    }

    private static @Nullable Long whole(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable String lower(Enum<?> constant) {
        return LOWER_CASE.get(constant);
    }
}
