/** GitLab's audit events, webhooks and system hooks. In: one source record. Out: drafts and refusals. State: none. */
@NullMarked
package io.probity.normalise.gitlab;

import org.jspecify.annotations.NullMarked;
