/**
 * What the pipeline itself has to tell: events of source {@code probity}, and the topic of each tenant that they enter by. In:
 * what a stage or a command found. Out: the record that intake reads like any other source's. State: none.
 */
@NullMarked
package io.probity.own;

import org.jspecify.annotations.NullMarked;
