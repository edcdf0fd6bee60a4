package io.probity.app;

import org.jspecify.annotations.Nullable;

/** No broker answered at start. Once it runs, a pipeline waits for its broker instead. */
public final class BrokerAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerAwayException(@Nullable String servers, Throwable cause) {
        super("no broker answers at " + servers + ": start it, or set kafka.bootstrap.servers", cause);
    }
}
