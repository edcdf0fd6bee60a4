/** The command line, one class a command: docs say each with an example. In: arguments, files. Out: data on stdout, words on stderr. */
@NullMarked
package io.probity.cli;

import org.jspecify.annotations.NullMarked;
