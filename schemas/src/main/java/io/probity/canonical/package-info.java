/** The canonical form of events and of free-form JSON, and the digests that name them. docs/canonical-form.md is the contract. */
@NullMarked
package io.probity.canonical;

import org.jspecify.annotations.NullMarked;
