package io.probity.keys;

import javax.crypto.SecretKey;

/**
 * The key that values about one data subject are encrypted with.
 *
 * @param ref what a ciphertext names it by: random, so that it says nothing of the subject
 * @param key AES, 256 bits
 */
public record DataKey(String ref, SecretKey key) {}
