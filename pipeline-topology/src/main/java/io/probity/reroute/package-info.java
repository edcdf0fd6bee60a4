/**
 * What floods is moved to a topic of its own before any work is done. In: source records, as bytes. Out: the same, those that stay
 * and those that go. State: none.
 */
@NullMarked
package io.probity.reroute;

import org.jspecify.annotations.NullMarked;
