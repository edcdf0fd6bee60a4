/**
 * Formats whose records a mapping cannot walk as they are: brought to plain JSON objects first. In: a record's bytes or its JSON
 * value, with its headers. Out: JSON in which each event is an object with members by name. State: none.
 */
@NullMarked
package io.probity.normalise.shape;

import org.jspecify.annotations.NullMarked;
