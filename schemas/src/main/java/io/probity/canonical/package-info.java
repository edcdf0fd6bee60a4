/**
 * The canonical form of events and of free-form JSON, and the digests that name them. docs/canonical-form.md is the
 * contract.
 *
 * <p>In: a record and its writer's schema; or a JSON value. Out: the one sequence of bytes that stands for it, its
 * SHA-256, a keyed digest. State: none but buffers, one a thread.
 */
@NullMarked
package io.probity.canonical;

import org.jspecify.annotations.NullMarked;
