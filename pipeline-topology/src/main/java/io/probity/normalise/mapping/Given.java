package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Around;
import java.util.List;
import java.util.Map;

/**
 * What a mapping reads.
 *
 * @param item the event's own object
 * @param around what it came in, from the inside out, the whole record last; the item itself where it came alone
 * @param outside the same to be kept: without what led to the item, and nothing where the item came alone
 * @param headers by lower-case name
 */
record Given(ObjectNode item, List<JsonNode> around, Around outside, Map<String, String> headers) {}
