/** The spine: the topology, read top to bottom on one page. In: the source topics. Out: everything. State: none of its own. */
@NullMarked
package io.probity.flow;

import org.jspecify.annotations.NullMarked;
