/**
 * Talks to a schema registry in the language that Confluent documents, so that any registry that speaks it serves.
 *
 * <p>In: subjects, schemas and ids. Out: the same, the other way round, or one of the four failures of
 * {@link io.probity.registry.RegistryException}. State: a cache of what can never change (an id names one schema for
 * ever), and for a short while of ids that nobody knows.
 *
 * <p>The one thought behind it: an outage of the registry is the world's fault and waits; an id that the registry does
 * not know is the record's fault and is said at once.
 */
@NullMarked
package io.probity.registry;

import org.jspecify.annotations.NullMarked;
