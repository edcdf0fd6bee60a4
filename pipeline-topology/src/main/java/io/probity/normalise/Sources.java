package io.probity.normalise;

import java.util.List;
import java.util.Optional;

/** Every source that the intake knows: one line each. */
public record Sources(List<Source> all) {

    /** The sources that ship. */
    public static Sources shipped() {
        return new Sources(List.of());
    }

    public Optional<Source> named(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
