/** Where an entry rests, by its age at arrival; nothing more. In: an entry. Out: its tier. State: none. */
@NullMarked
package io.probity.tier;

import org.jspecify.annotations.NullMarked;
