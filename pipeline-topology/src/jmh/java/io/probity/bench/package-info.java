/**
 * What the rules cost, beside peers: the same events, rules and JVM, each engine in its best form. In: a plan. Out: figures. Built
 * and run by {@code ./probity bench rules} alone; nothing of it ships.
 */
@NullMarked
package io.probity.bench;

import org.jspecify.annotations.NullMarked;
