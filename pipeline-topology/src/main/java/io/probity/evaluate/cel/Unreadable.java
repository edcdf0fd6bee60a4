package io.probity.evaluate.cel;

/** Stands for a value that is there and may not be read: a ciphertext. Whatever rests on it is UNKNOWN. */
enum Unreadable {
    VALUE;

    static final String MESSAGE = "value is encrypted";
}
