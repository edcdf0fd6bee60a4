/**
 * What the pipeline costs, beside two bare hops that move the same bytes. In: a seed and sizes. Out: figures. State: a broker, a
 * registry and a work folder, gone at the end.
 *
 * <p>Measured from outside: what is committed on the last topic, and the processor time of the two processes. Neither program
 * under test knows that it is watched.
 */
@NullMarked
package io.probity.bench;

import org.jspecify.annotations.NullMarked;
