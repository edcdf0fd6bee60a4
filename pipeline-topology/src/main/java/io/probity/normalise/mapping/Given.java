package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a mapping reads.
 *
 * @param item the event's own object
 * @param record the whole record that it came in; the item itself where it came alone
 * @param headers by lower-case name
 */
record Given(ObjectNode item, JsonNode record, Map<String, String> headers) {}
