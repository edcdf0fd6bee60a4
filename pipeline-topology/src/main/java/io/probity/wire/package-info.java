/** Topics, stores and keys: a name is never apart from its types. Depends on the records alone. */
@NullMarked
package io.probity.wire;

import org.jspecify.annotations.NullMarked;
