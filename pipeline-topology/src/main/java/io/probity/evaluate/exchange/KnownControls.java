package io.probity.evaluate.exchange;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The controls that a framework may list, by id and by alias; retired ones are none. */
public final class KnownControls {
    private final Map<String, ControlDefinition> byName = new HashMap<>();

    public KnownControls(Catalog catalog) {
        this(catalog.controls());
    }

    KnownControls(List<ControlDefinition> controls) {
        var live = controls.stream().filter(control -> !control.retired()).toList();
        live.forEach(control -> control.aliases().forEach(alias -> byName.put(alias, control)));
        live.forEach(control -> byName.put(control.id(), control));
    }

    @Nullable ControlDefinition find(String name) {
        return byName.get(name);
    }
}
