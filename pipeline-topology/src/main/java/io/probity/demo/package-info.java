/**
 * The whole stack on loopback with sample events: engines, pipeline, samples, and what came of them. In: nothing. Out: a
 * report. State: a work folder, gone at the end.
 */
@NullMarked
package io.probity.demo;

import org.jspecify.annotations.NullMarked;
