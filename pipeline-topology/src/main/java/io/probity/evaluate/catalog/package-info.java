/**
 * Controls, frameworks, assignments and waivers as people write them: reading, checking, testing, and their form in the log.
 * In: catalog files, definitions. Out: records, problems with file and line. State: none.
 */
@NullMarked
package io.probity.evaluate.catalog;

import org.jspecify.annotations.NullMarked;
