package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * What a person would say that a raw event has, by the names and looks of its values down to the fourth level: the judge of
 * the sources, so it shares no list with them.
 */
record RawEvent(JsonNode json) {
    private static final Pattern TIME_NAME = Pattern.compile(
            "(event|created|creation|iso|log)?_?-?(time|timestamp|date_?time|at)|@timestamp|created|published|recorded|date_create|build_created_at|status_changed_at|finished_at");
    private static final Pattern TIME_VALUE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*|1\\d{9}(\\d{3})*");
    private static final Pattern ACTOR = Pattern.compile(
            ".*/(actor|useridentity)/(id|email|name|displayname|login|user/(id|name|email)|principalid|arn|username|invokedby)"
                    + "|.*/user/(name|username|id|email|login)|.*/(userid|user_id|user_?name|actor_?id|actor_?name|author_id|author_name|principalemail|operator)"
                    + "|.*/sender/login");
    private static final Pattern ACTION = Pattern.compile(
            ".*/(action|actionname|event_?name|event_?type|operation|operation_?name|verb|methodname|object_kind)");
    private static final Pattern OUTCOME = Pattern.compile(
            ".*/(outcome|outcome/result|result|status|success|conclusion|responsestatus/code|response/statuscode|errorcode|consolelogin|build_status|execution_status|result_?type|resultstatus)");
    private static final Pattern OUTCOME_VALUE = Pattern.compile(
            "(?i)success|succeeded|failure|failed|denied|deny|allow|allowed|true|false|[245]\\d\\d|accessdenied|client\\.unauthorizedoperation");
    private static final Pattern ADDRESS_NAME =
            Pattern.compile(".*(ip|address|sourceips?|ipaddr|ip_address|addr\\.remote)");
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?|[0-9a-f]{1,4}(:[0-9a-f]{0,4}){3,7}|::1");
    /** Not the event's: what a collector adds, what belongs to the thing and not to the event, what was asked for or answered. */
    private static final Pattern FOREIGN = Pattern.compile(
            ".*/(p_[a-z_]+|repository|repo|organization|sender|expected|enterprise|requestparameters|request_?params|request|response|responseelements"
                    + "|resource_changes|planned_values|configuration|metadata|object|body|session_?context|target|resource|entity|steps|commits?|commit|head_commit|last_commit|last_commit"
                    + "|author|owner|reports|message|details|changes|builds|merge_request|runner|assignees?|participants|assets|content|meta|labels"
                    + "|access_device_info|network|instance|job|checks?|check_suite|app|alert|issue|pull_request|milestone|installation|hook|review"
                    + "|discussion|comment|release|deployment|workflow_run|workflow_job|check_run|parameters|properties|claims|debugdata|debugcontext|attributes)/.*");

    boolean hasTime() {
        return any((path, value) -> isOwn(path)
                && !isTokenWarning()
                && TIME_NAME.matcher(last(path)).matches()
                && TIME_VALUE.matcher(value).matches());
    }

    boolean hasActor() {
        return any((path, value) -> (isOwn(path) || path.endsWith("/sender/login"))
                && ACTOR.matcher(path).matches()
                && !isMembershipHook()
                && !isTokenWarning());
    }

    boolean hasAction() {
        return any((path, value) -> isOwn(path) && ACTION.matcher(path).matches());
    }

    boolean hasOutcome() {
        return any((path, value) -> (isOwn(path) || path.endsWith("/responseelements/consolelogin"))
                && OUTCOME.matcher(path).matches()
                && OUTCOME_VALUE.matcher(value).matches());
    }

    boolean hasAddress() {
        return any((path, value) -> (isOwn(path) || path.equals("/details/ip_address"))
                && ADDRESS_NAME.matcher(last(path)).matches()
                && ADDRESS.matcher(value.toLowerCase(Locale.ROOT)).matches());
    }

    /** GitLab's system hooks about members and accounts name whom it happened to, not who did it. */
    private boolean isMembershipHook() {
        String name = json.path("event_name").asText("");
        return (name.startsWith("user_") && !name.equals("user_failed_login")) || name.startsWith("key_");
    }

    /** GitLab's warning that a token will expire carries the token's owner and times; nobody does anything. */
    private boolean isTokenWarning() {
        return json.path("object_kind").asText("").equals("access_token");
    }

    private static boolean isOwn(String path) {
        return !FOREIGN.matcher(path).matches();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private boolean any(BiPredicate<String, String> test) {
        return any(json, "", 0, test);
    }

    private static boolean any(JsonNode value, String path, int depth, BiPredicate<String, String> test) {
        if (value.isValueNode()) {
            return !value.isNull() && !value.asText().isBlank() && test.test(path, value.asText());
        }
        if (depth == 4) {
            return false;
        }
        if (value.isArray()) {
            return value.size() > 0 && any(value.get(0), path, depth, test);
        }
        for (var member : value.properties()) {
            if (any(member.getValue(), path + "/" + member.getKey().toLowerCase(Locale.ROOT), depth + 1, test)) {
                return true;
            }
        }
        return false;
    }
}
