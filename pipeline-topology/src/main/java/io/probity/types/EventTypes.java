package io.probity.types;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every registered event type, by name, by alias and by prefix. Immutable; a lookup costs one or two hashes. */
public final class EventTypes {
    private static final List<String> FILES = List.of(
            "event-types/platform.yaml",
            "event-types/probity.yaml",
            "event-types/gitlab.yaml",
            "event-types/gitlab-hooks.yaml",
            "event-types/cloudtrail.yaml");

    private final Map<String, EventType> byName = new HashMap<>();
    private final Map<String, EventType> byAlias = new HashMap<>();
    private final List<EventType> all;

    private EventTypes(List<EventType> types) {
        all = List.copyOf(types);
        for (var type : all) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException("event type " + type.name() + " is registered twice: remove one");
            }
        }
        for (var type : all) {
            for (var alias : type.aliases()) {
                if (byName.containsKey(alias) || byAlias.put(alias, type) != null) {
                    throw new IllegalArgumentException(
                            "alias " + alias + " of " + type.name() + " is another type's name or alias: remove one");
                }
            }
        }
    }

    /** The types that ship with the program. */
    public static EventTypes shipped() {
        var types = new ArrayList<EventType>();
        for (var file : FILES) {
            try (InputStream yaml = EventTypes.class.getClassLoader().getResourceAsStream(file)) {
                if (yaml == null) {
                    throw new IllegalStateException(file + " is not on the class path: build again");
                }
                types.addAll(EventTypeFile.read(file, yaml));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new EventTypes(types);
    }

    public static EventTypes of(List<EventType> types) {
        return new EventTypes(types);
    }

    /** These types and further ones, such as those of a file of the operator's own. */
    public EventTypes plus(Collection<EventType> further) {
        var types = new ArrayList<>(all);
        types.addAll(further);
        return new EventTypes(types);
    }

    /** In the order of the files. */
    public List<EventType> all() {
        return all;
    }

    /** The type of a name, an alias or a name with a registered prefix. */
    public Optional<EventType> find(String word) {
        var named = byName.get(word);
        if (named == null) {
            named = byAlias.get(word);
        }
        if (named == null) {
            int dot = word.indexOf('.');
            named = dot < 1 ? null : byName.get(word.substring(0, dot) + ".*");
        }
        return Optional.ofNullable(named);
    }
}
