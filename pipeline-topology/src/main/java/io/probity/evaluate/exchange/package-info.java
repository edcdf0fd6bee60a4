/**
 * Definitions to and from the forms of other tools: GitLab's framework JSON, Prowler's compliance JSON, OSCAL.
 * In: a file's text or a catalog. Out: a catalog or a JSON document, and what could not be carried over. State: none.
 */
@NullMarked
package io.probity.evaluate.exchange;

import org.jspecify.annotations.NullMarked;
