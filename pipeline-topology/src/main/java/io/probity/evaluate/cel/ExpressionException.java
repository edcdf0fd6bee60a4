package io.probity.evaluate.cel;

/** An expression that does not compile; the message says where and why. */
public final class ExpressionException extends Exception {
    public ExpressionException(String message) {
        super(message);
    }
}
