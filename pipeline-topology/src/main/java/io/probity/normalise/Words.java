package io.probity.normalise;

import io.probity.model.Crud;
import io.probity.model.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What providers' own words mean in ours. */
public final class Words {
    private static final Set<String> SUCCESS = Set.of(
            "success",
            "succeeded",
            "successful",
            "ok",
            "pass",
            "passed",
            "true",
            "yes",
            "complete",
            "completed",
            "finished",
            "allow",
            "allowed",
            "grant",
            "granted",
            "approved",
            "accept",
            "accepted",
            "permit",
            "permitted",
            "login_no_error",
            "responsecomplete");
    private static final Set<String> FAILURE = Set.of(
            "failure",
            "failed",
            "fail",
            "false",
            "no",
            "unsuccessful",
            "invalid",
            "timeout",
            "timed_out",
            "expired",
            "incomplete",
            "bounced");
    private static final Set<String> DENIED = Set.of(
            "deny",
            "denied",
            "forbidden",
            "unauthorized",
            "unauthorised",
            "not_authorized",
            "reject",
            "rejected",
            "blocked",
            "refused",
            "challenge_failed",
            "access_denied",
            "fraud",
            "permission_denied");
    private static final Set<String> ERROR = Set.of("error", "errored", "internal_error", "exception", "crashed");

    private static final Map<String, Crud> VERBS = Map.ofEntries(
            Map.entry("create", Crud.CREATE),
            Map.entry("open", Crud.CREATE),
            Map.entry("add", Crud.CREATE),
            Map.entry("insert", Crud.CREATE),
            Map.entry("register", Crud.CREATE),
            Map.entry("import", Crud.CREATE),
            Map.entry("upload", Crud.CREATE),
            Map.entry("invite", Crud.CREATE),
            Map.entry("run", Crud.CREATE),
            Map.entry("post", Crud.CREATE),
            Map.entry("allocate", Crud.CREATE),
            Map.entry("copy", Crud.CREATE),
            Map.entry("generate", Crud.CREATE),
            Map.entry("read", Crud.READ),
            Map.entry("get", Crud.READ),
            Map.entry("list", Crud.READ),
            Map.entry("describe", Crud.READ),
            Map.entry("view", Crud.READ),
            Map.entry("search", Crud.READ),
            Map.entry("query", Crud.READ),
            Map.entry("lookup", Crud.READ),
            Map.entry("head", Crud.READ),
            Map.entry("watch", Crud.READ),
            Map.entry("download", Crud.READ),
            Map.entry("export", Crud.READ),
            Map.entry("select", Crud.READ),
            Map.entry("check", Crud.READ),
            Map.entry("batchget", Crud.READ),
            Map.entry("update", Crud.UPDATE),
            Map.entry("modify", Crud.UPDATE),
            Map.entry("put", Crud.UPDATE),
            Map.entry("set", Crud.UPDATE),
            Map.entry("edit", Crud.UPDATE),
            Map.entry("change", Crud.UPDATE),
            Map.entry("patch", Crud.UPDATE),
            Map.entry("attach", Crud.UPDATE),
            Map.entry("detach", Crud.UPDATE),
            Map.entry("enable", Crud.UPDATE),
            Map.entry("disable", Crud.UPDATE),
            Map.entry("rename", Crud.UPDATE),
            Map.entry("replace", Crud.UPDATE),
            Map.entry("authorize", Crud.UPDATE),
            Map.entry("approve", Crud.UPDATE),
            Map.entry("merge", Crud.UPDATE),
            Map.entry("close", Crud.UPDATE),
            Map.entry("reopen", Crud.UPDATE),
            Map.entry("tag", Crud.UPDATE),
            Map.entry("untag", Crud.UPDATE),
            Map.entry("reset", Crud.UPDATE),
            Map.entry("alter", Crud.UPDATE),
            Map.entry("associate", Crud.UPDATE),
            Map.entry("write", Crud.UPDATE),
            Map.entry("delete", Crud.DELETE),
            Map.entry("remove", Crud.DELETE),
            Map.entry("destroy", Crud.DELETE),
            Map.entry("revoke", Crud.DELETE),
            Map.entry("terminate", Crud.DELETE),
            Map.entry("drop", Crud.DELETE),
            Map.entry("purge", Crud.DELETE),
            Map.entry("deregister", Crud.DELETE),
            Map.entry("release", Crud.DELETE),
            Map.entry("start", Crud.EXECUTE),
            Map.entry("stop", Crud.EXECUTE),
            Map.entry("invoke", Crud.EXECUTE),
            Map.entry("execute", Crud.EXECUTE),
            Map.entry("assume", Crud.EXECUTE),
            Map.entry("send", Crud.EXECUTE),
            Map.entry("login", Crud.EXECUTE),
            Map.entry("logout", Crud.EXECUTE),
            Map.entry("call", Crud.EXECUTE),
            Map.entry("deploy", Crud.EXECUTE),
            Map.entry("reboot", Crud.EXECUTE),
            Map.entry("decrypt", Crud.EXECUTE));

    private Words() {}

    /** The outcome that a status word or an HTTP status names; UNKNOWN for a word about progress, or none that is known. */
    public static Outcome outcome(String status) {
        String word = status.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        if (word.length() == 3 && Character.isDigit(word.charAt(0)) && Character.isDigit(word.charAt(2))) {
            return httpOutcome(word);
        }
        if (SUCCESS.contains(word)) {
            return Outcome.SUCCESS;
        }
        if (DENIED.contains(word)) {
            return Outcome.DENIED;
        }
        if (FAILURE.contains(word)) {
            return Outcome.FAILURE;
        }
        return ERROR.contains(word) ? Outcome.ERROR : Outcome.UNKNOWN;
    }

    private static Outcome httpOutcome(String status) {
        return switch (status) {
            case "401", "403" -> Outcome.DENIED;
            default ->
                switch (status.charAt(0)) {
                    case '1', '2', '3' -> Outcome.SUCCESS;
                    case '4' -> Outcome.FAILURE;
                    case '5' -> Outcome.ERROR;
                    default -> Outcome.UNKNOWN;
                };
        };
    }

    /**
     * What an action does to its target, by its words: {@code CreateUser}, {@code user.created}, {@code remove_member}. The
     * first word that is a verb decides.
     */
    public static Crud crud(String action) {
        for (var word : action.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z]+", -1)) {
            Crud crud = verb(word);
            if (crud != Crud.UNKNOWN) {
                return crud;
            }
        }
        return Crud.UNKNOWN;
    }

    private static Crud verb(String word) {
        Crud exact = VERBS.get(word);
        if (exact == null && word.endsWith("ed")) {
            exact = VERBS.get(word.substring(0, word.length() - 1)); // created
        }
        if (exact == null && word.endsWith("ed")) {
            exact = VERBS.get(word.substring(0, word.length() - 2)); // added
        }
        if (exact == null && (word.endsWith("ion") || word.endsWith("ing"))) {
            exact = VERBS.get(word.substring(0, word.length() - 3) + "e"); // creation, deleting
        }
        return exact == null ? Crud.UNKNOWN : exact;
    }
}
