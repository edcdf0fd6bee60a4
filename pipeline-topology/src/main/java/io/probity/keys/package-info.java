/**
 * The keys that personal values are kept under: tokens by epoch, one data key for each data subject, and the key that wraps those.
 * In: files of a folder, or a PKCS#11 token. Out: keys, tokens and ciphertexts. State: the folder's files, and a bounded memory of
 * keys that were opened.
 */
@NullMarked
package io.probity.keys;

import org.jspecify.annotations.NullMarked;
