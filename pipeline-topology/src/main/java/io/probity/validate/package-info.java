/**
 * Is a draft fit for the log? In: a draft and the time it came. Out: accepted (perhaps with warnings, and long fields
 * shortened), or refused with one reason of docs/rejections.md. State: none.
 */
@NullMarked
package io.probity.validate;

import org.jspecify.annotations.NullMarked;
