/** Spoiled bytes for every decoder of the intake, in a JVM with a small heap, and a judge that shares no code with them. */
@NullMarked
package io.probity.normalise.fuzz;

import org.jspecify.annotations.NullMarked;
