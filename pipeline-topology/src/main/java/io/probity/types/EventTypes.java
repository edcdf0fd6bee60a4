package io.probity.types;

import io.probity.document.NearestName;
import io.probity.document.Shipped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
            "event-types/gitlab-snapshots.yaml",
            "event-types/cloudtrail.yaml");

    private final List<Registration> registrations;
    private final Map<String, EventType> byName = new HashMap<>();
    private final Map<String, EventType> byAlias = new HashMap<>();

    private EventTypes(Collection<Registration> all) {
        registrations = List.copyOf(all);
        for (var each : registrations) {
            byName.put(each.type().name(), each.type());
        }
        for (var each : registrations) {
            for (var alias : each.type().aliases()) {
                if (byName.containsKey(alias) || byAlias.put(alias, each.type()) != null) {
                    throw new IllegalArgumentException(each.where() + ": alias `" + alias + "` of `"
                            + each.type().name() + "` is another type's name or alias: remove one");
                }
            }
        }
    }

    /** The types that ship with the program. */
    public static EventTypes shipped() {
        var registrations = new ArrayList<Registration>();
        FILES.forEach(file -> registrations.addAll(file(file)));
        return new EventTypes(List.of()).plus(registrations);
    }

    private static List<Registration> file(String name) {
        var file = EventTypeFile.parse(name, Shipped.text(name));
        file.problems().stream().findFirst().ifPresent(problem -> {
            throw new IllegalStateException(problem.toString());
        });
        return file.registrations();
    }

    public static EventTypes of(List<EventType> types) {
        return new EventTypes(List.of())
                .plus(types.stream()
                        .map(type -> new Registration(type, type.name(), false))
                        .toList());
    }

    /**
     * These types and further ones, such as those of an operator's own files. One that is registered already, in the same
     * words, is passed over; one in other words must say that it replaces it, so that nothing is overridden by chance.
     *
     * @throws IllegalArgumentException naming where the first one stands that cannot be registered
     */
    public EventTypes plus(Collection<Registration> further) {
        var all = new LinkedHashMap<String, Registration>();
        registrations.forEach(each -> all.put(each.type().name(), each));
        var told = new HashSet<String>();
        for (var each : further) {
            var name = each.type().name();
            var known = all.get(name);
            if (known == null && each.replaces()) {
                throw new IllegalArgumentException(each.where() + ": `" + name + "` replaces nothing: no event type has"
                        + " this name" + NearestName.hint(name, all.keySet()));
            }
            if (known == null || !known.type().equals(each.type())) {
                if (known != null && (!each.replaces() || told.contains(name))) {
                    throw new IllegalArgumentException(twice(each, known, told.contains(name)));
                }
                all.put(name, each);
            }
            told.add(name);
        }
        return new EventTypes(all.values());
    }

    private static String twice(Registration each, Registration known, boolean both) {
        return each.where() + ": event type `" + each.type().name() + "` is registered already, in other words, at "
                + known.where() + ": remove one"
                + (both ? "" : ", or say `replaces: true` here to put this one in its place");
    }

    /** Each with where it was registered, in the order of the files. */
    public List<Registration> registrations() {
        return registrations;
    }

    /** In the order of the files. */
    public List<EventType> all() {
        return registrations.stream().map(Registration::type).toList();
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
