package io.probity.normalise.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Settings that an event says were changed, added as {@code settings.<name>} with a typed value, so that a fact has one path:
 * GitLab writes them as {@code change}, {@code from}, {@code to} with {@code to} as text, or as a sentence.
 */
record GitlabSettings(GitlabMessages messages) {
    private static final Pattern SENTENCE = Pattern.compile("Changed (.{1,200}?) from (.{0,200}?) to (.{0,200})");
    private static final Pattern BEHIND_THE_CHANGE = Pattern.compile("(?: from .{0,200}?)? to (.{0,200})");
    private static final Pattern NEW_RULE =
            Pattern.compile("Added approval rule with (number of required approvals) of (\\d{1,4})");
    /** {@code Default branch changed from a to b}, and {@code Group SAML SSO configuration changed: enabled changed to true.} */
    private static final Pattern TURNED =
            Pattern.compile("(?:Group (?=SAML ))?(Default branch|SAML SSO configuration changed: (.{1,100}?)) changed"
                    + " (?:from .{0,200}? )?to (.{0,200}?)\\.?");

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,15}");

    void add(ObjectNode data) {
        if (data.path("change").isTextual() && data.has("to")) {
            put(data, data.path("change").textValue(), data.get("to"));
            return;
        }
        if (data.path("approvals_required").isIntegralNumber()) {
            put(data, "approvals_required", data.get("approvals_required"));
        }
        readSentence(data, data.path("custom_message").asText("").strip());
    }

    /** The name of a setting may itself hold "from" ("approval from authors"), so a name that we know goes first. */
    private void readSentence(ObjectNode data, String message) {
        String change = messages.changeIn(message);
        if (change != null) {
            var behind = BEHIND_THE_CHANGE.matcher(message.substring("Changed ".length() + change.length()));
            if (behind.matches()) {
                put(data, change, data.textNode(behind.group(1)));
            }
            return;
        }
        var sentence = SENTENCE.matcher(message);
        if (sentence.matches()) {
            put(data, sentence.group(1), data.textNode(sentence.group(3)));
        }
        var turned = TURNED.matcher(message);
        if (turned.matches()) {
            var attribute = turned.group(2);
            put(data, attribute == null ? turned.group(1) : "saml " + attribute, data.textNode(turned.group(3)));
        }
        var rule = NEW_RULE.matcher(message);
        if (rule.matches()) {
            put(data, rule.group(1), data.textNode(rule.group(2)));
        }
    }

    private void put(ObjectNode data, String change, JsonNode value) {
        String name =
                change.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        if (!name.isEmpty()) {
            ObjectNode settings =
                    data.path("settings") instanceof ObjectNode there ? there : data.putObject("settings");
            settings.set(messages.setting(name), typed(data, value));
        }
    }

    private static JsonNode typed(ObjectNode nodes, JsonNode value) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.textValue().strip();
        if (text.equals("true") || text.equals("false")) {
            return nodes.booleanNode(text.equals("true"));
        }
        return WHOLE.matcher(text).matches() ? nodes.numberNode(Long.parseLong(text)) : value;
    }
}
