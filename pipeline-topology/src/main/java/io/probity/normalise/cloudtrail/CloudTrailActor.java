package io.probity.normalise.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Credential;
import io.probity.model.Principal;
import io.probity.normalise.Item;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who called, by every type of userIdentity that CloudTrail documents. */
final class CloudTrailActor {
    /** Roles that AWS IAM Identity Center makes: people sign in through them. */
    private static final String SIGN_IN_ROLE = "AWSReservedSSO_";

    private CloudTrailActor() {}

    static Actor of(Item item) {
        JsonNode identity = item.at("userIdentity");
        String type = identity.path("type").asText("");
        return new Actor(
                id(item, type),
                name(identity, type),
                kind(item, identity, type),
                mfa(item),
                onBehalfOf(item, identity, type),
                credential(identity),
                null);
    }

    /** The person whose identity is propagated, else the role or user whose temporary session it is. */
    private static @Nullable Principal onBehalfOf(Item item, JsonNode identity, String type) {
        String person = item.id("userIdentity", "onBehalfOf", "userId");
        if (person != null) {
            return type.equals("IdentityCenterUser") ? null : new Principal(person, null, ActorKind.USER);
        }
        JsonNode issuer = identity.path("sessionContext").path("sessionIssuer");
        String id = first(issuer.path("principalId"), issuer.path("arn"));
        if (id == null || issuer.path("type").asText("").equals("Root")) {
            return null;
        }
        var kind = issuer.path("type").asText("").equals("IAMUser") ? ActorKind.USER : ActorKind.SERVICE;
        return new Principal(id, first(issuer.path("userName"), issuer.path("arn")), kind);
    }

    /**
     * Ids of temporary keys begin ASIA, those of long-lived ones AKIA: AWS IAM User Guide, "IAM identifiers".
     */
    private static @Nullable Credential credential(JsonNode identity) {
        String id = first(identity.path("accessKeyId"));
        if (id != null) {
            return new Credential(id.startsWith("ASIA") ? "temporary_access_key" : "access_key", id);
        }
        String bearer = first(identity.path("credentialId"));
        return bearer == null ? null : new Credential("bearer_token", bearer);
    }

    /** PrincipalId is immutable, an ARN is not: a deleted and re-created user has the same ARN. */
    private static String id(Item item, String type) {
        String id = switch (type) {
            case "AWSService" -> first(item.at("userIdentity", "invokedBy"), item.at("userIdentity", "principalId"));
            case "AWSAccount" -> first(item.at("userIdentity", "principalId"), item.at("userIdentity", "accountId"));
            case "IdentityCenterUser" ->
                first(item.at("userIdentity", "onBehalfOf", "userId"), item.at("userIdentity", "principalId"));
            default -> item.id("userIdentity", "principalId");
        };
        id = id == null ? first(item.at("userIdentity", "arn"), item.at("userIdentity", "userName")) : id;
        id = id == null ? first(item.at("userIdentity", "invokedBy"), item.at("userIdentity", "accountId")) : id;
        return id == null ? "" : id;
    }

    private static @Nullable String name(JsonNode identity, String type) {
        return switch (type) {
            case "Root" -> "root";
            case "AWSService" -> first(identity.path("invokedBy"));
            case "AssumedRole" -> {
                String role = first(
                        identity.path("sessionContext").path("sessionIssuer").path("userName"));
                String session = afterLast(first(identity.path("arn"), identity.path("principalId")));
                yield role == null || session == null ? first(identity.path("arn")) : role + "/" + session;
            }
            default -> {
                String named = first(identity.path("userName"), identity.path("username"));
                yield named == null ? afterLast(first(identity.path("arn"), identity.path("principalId"))) : named;
            }
        };
    }

    private static @Nullable String afterLast(@Nullable String arn) {
        return arn == null ? null : arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    /** A role's session is a person where the role is for signing in or a second factor was shown; a machine's name begins i-. */
    private static ActorKind kind(Item item, JsonNode identity, String type) {
        return switch (type) {
            case "IAMUser", "Root", "FederatedUser", "SAMLUser", "WebIdentityUser", "IdentityCenterUser" ->
                ActorKind.USER;
            case "AWSService" -> ActorKind.SYSTEM;
            case "Role" -> ActorKind.SERVICE;
            case "AssumedRole" -> assumedRole(item, identity);
            default -> identity.path("invokedBy").isTextual() ? ActorKind.SYSTEM : ActorKind.UNKNOWN;
        };
    }

    private static ActorKind assumedRole(Item item, JsonNode identity) {
        String arn = identity.path("arn").asText("");
        if (arn.contains("/" + SIGN_IN_ROLE) || Boolean.TRUE.equals(mfa(item))) {
            return ActorKind.USER;
        }
        String issuer = identity.path("sessionContext")
                .path("sessionIssuer")
                .path("arn")
                .asText("");
        boolean machine = arn.matches(".*/i-[0-9a-f]{8,17}") || issuer.contains("/aws-service-role/");
        return machine || identity.path("invokedBy").isTextual() ? ActorKind.SERVICE : ActorKind.UNKNOWN;
    }

    /** Written as text in most records; a console sign-in says it elsewhere, in other words. */
    private static @Nullable Boolean mfa(Item item) {
        String said = first(
                item.at("userIdentity", "sessionContext", "attributes", "mfaAuthenticated"),
                item.at("additionalEventData", "MFAUsed"));
        if (said == null) {
            return null;
        }
        return switch (said) {
            case "true", "Yes" -> Boolean.TRUE;
            case "false", "No" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable String first(JsonNode... candidates) {
        return Stream.of(candidates)
                .map(Item::scalar)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }
}
