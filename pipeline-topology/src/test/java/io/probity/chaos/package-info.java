/**
 * The pipeline in a process of its own, against a real broker and a real registry, while things break: what must hold holds
 * all the same. In: the engines. Out: verdicts, and figures on stdout that are never asserted. State: a folder, deleted.
 */
@NullMarked
package io.probity.chaos;

import org.jspecify.annotations.NullMarked;
