package io.probity.normalise.cloudtrail;

import io.probity.model.Outcome;
import io.probity.normalise.Item;
import java.util.Locale;
import java.util.regex.Pattern;

/** What came of a call, by its error code; a call without one succeeded. */
final class CloudTrailOutcome {
    private static final Pattern DENIED = Pattern.compile(
            ".*(accessdenied|unauthorized|notauthorized|authfailure|forbidden|optinrequired|signaturedoesnotmatch|invalidclienttokenid|authorizationerror).*");
    private static final Pattern ERROR = Pattern.compile(
            "(server\\.|internal|serviceunavailable|servicefailure|serviceexception).*|5\\d\\d|.*internal(server)?(error|failure|exception).*");

    private CloudTrailOutcome() {}

    static Outcome of(Item item) {
        String code = Item.scalar(item.at("errorCode"));
        if (code != null) {
            return ofCode(code.toLowerCase(Locale.ROOT));
        }
        // A sign-in (ConsoleLogin, ExternalIdPDirectoryLogin …) fails without an error code: the response says it by
        // its name.
        String login =
                Item.scalar(item.at("responseElements", item.at("eventName").asText()));
        if (login != null) {
            return login.equals("Failure") ? Outcome.FAILURE : Outcome.SUCCESS;
        }
        return Item.scalar(item.at("errorMessage")) == null ? Outcome.SUCCESS : Outcome.FAILURE;
    }

    private static Outcome ofCode(String code) {
        if (DENIED.matcher(code).matches()) {
            return Outcome.DENIED;
        }
        return ERROR.matcher(code).matches() ? Outcome.ERROR : Outcome.FAILURE;
    }
}
