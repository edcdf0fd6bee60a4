package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a framework is in another tool's form.
 *
 * @param remarks what the form has no place for, each by name
 */
public record Exported(ObjectNode document, List<String> remarks) {}
