/** AWS CloudTrail records, alone or in files of Records. In: one source record. Out: drafts and refusals. State: none. */
@NullMarked
package io.probity.normalise.cloudtrail;

import org.jspecify.annotations.NullMarked;
