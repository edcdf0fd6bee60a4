/**
 * Tamper evidence in the formats of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-proof, tlog-cosignature,
 * tlog-policy) over the hashing of RFC 6962. Pure JDK, release 17: a library of its own, which programs that nobody
 * here wrote can check.
 *
 * <p>In: leaves, hashes, texts, keys. Out: roots, tiles, proofs, signed texts, and whether what others give holds.
 * State: none.
 */
@NullMarked
package io.probity.integrity;

import org.jspecify.annotations.NullMarked;
