/**
 * What reference tables say of a draft: user, team, time. In: a draft and lookups. Out: its context. State: none here; the
 * tables belong to the stage.
 */
@NullMarked
package io.probity.enrich;

import org.jspecify.annotations.NullMarked;
