/**
 * Takes users and groups from identity providers that push them (SCIM 2, RFC 7643 and 7644). In: their requests. Out: rows of the
 * reference tables. State: the resources as they were pushed, which a compacted topic keeps.
 */
@NullMarked
package io.probity.scim;

import org.jspecify.annotations.NullMarked;
