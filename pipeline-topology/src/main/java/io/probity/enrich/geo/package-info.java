/**
 * Where an address belongs to, without asking anybody. In: what a source gave for the client's address. Out: country and kind of
 * network. State: none; a table is made once of a file and never changes.
 */
@NullMarked
package io.probity.enrich.geo;

import org.jspecify.annotations.NullMarked;
