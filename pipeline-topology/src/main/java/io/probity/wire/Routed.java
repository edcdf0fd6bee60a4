package io.probity.wire;

import io.probity.model.Entry;

/** An entry and where in the log it goes. */
public record Routed(EntryKey key, Entry entry) {}
