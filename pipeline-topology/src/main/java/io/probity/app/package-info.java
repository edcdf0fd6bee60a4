/** One running pipeline: its settings, its keys, its clients, what happens when the world breaks. In: configuration. Out: a running application. */
@NullMarked
package io.probity.app;

import org.jspecify.annotations.NullMarked;
