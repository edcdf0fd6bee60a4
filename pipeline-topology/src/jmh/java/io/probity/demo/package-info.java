/** The demo's events, for benchmarks. */
@NullMarked
package io.probity.demo;

import org.jspecify.annotations.NullMarked;
