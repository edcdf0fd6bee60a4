package io.probity.serve;

/** Something that can be read when the metrics are asked for. */
public interface Instrument {
    /** Adds its readings; adds none where there is nothing to read now. */
    void read(Readings into);
}
