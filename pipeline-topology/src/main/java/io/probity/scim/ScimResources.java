package io.probity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Users and groups of one tenant in memory, with what they are looked up by: id, the names that providers ask for, and of groups the
 * members. What is asked for is found in steps that do not grow with how many others there are (but for a logarithm); putting and
 * taking away one costs as many as it has members; the order is made anew, in as many steps as there are resources, for the first
 * page after one came or went. Not safe for several threads.
 */
public final class ScimResources {
    /** The attributes that are looked up by, of the resource's own. */
    private static final Map<ScimKind, List<String>> NAMES = Map.of(
            ScimKind.USERS, List.of("userName", "externalId"),
            ScimKind.GROUPS, List.of("displayName", "externalId"));

    private final Map<ScimKind, SortedMap<String, ObjectNode>> all =
            Map.of(ScimKind.USERS, new TreeMap<>(), ScimKind.GROUPS, new TreeMap<>());
    /** Ids, for whoever pages; made anew when one has come or gone. */
    private final Map<ScimKind, List<String>> inOrder = new EnumMap<>(ScimKind.class);

    private final Map<Named, SortedSet<String>> named = new HashMap<>();
    private final Map<String, SortedSet<String>> groups = new HashMap<>();

    /** A name, whatever its case. */
    private record Named(ScimKind kind, String attribute, String folded) {}

    /** Keeps a resource, which must not be changed afterwards. */
    public void put(ScimKind kind, String id, ObjectNode resource) {
        @Nullable ObjectNode before = of(kind).put(id, resource);
        if (before == null) {
            inOrder.remove(kind);
        } else {
            forget(kind, id, before);
        }
        for (var name : names(kind, resource)) {
            named.computeIfAbsent(name, it -> new TreeSet<>()).add(id);
        }
        if (kind == ScimKind.GROUPS) {
            for (var member : ScimRows.members(resource)) {
                groups.computeIfAbsent(member, it -> new TreeSet<>()).add(id);
            }
        }
    }

    /** Forgets a resource, where there is one. */
    public void remove(ScimKind kind, String id) {
        @Nullable ObjectNode before = of(kind).remove(id);
        if (before != null) {
            inOrder.remove(kind);
            forget(kind, id, before);
        }
    }

    private void forget(ScimKind kind, String id, ObjectNode before) {
        names(kind, before).forEach(name -> without(id, name, named));
        if (kind == ScimKind.GROUPS) {
            ScimRows.members(before).forEach(member -> without(id, member, groups));
        }
    }

    private static <K> void without(String id, K key, Map<K, SortedSet<String>> from) {
        @Nullable SortedSet<String> ids = from.get(key);
        if (ids != null && ids.remove(id) && ids.isEmpty()) {
            from.remove(key);
        }
    }

    private static List<Named> names(ScimKind kind, ObjectNode resource) {
        var names = new ArrayList<Named>();
        for (var attribute : Objects.requireNonNull(NAMES.get(kind))) {
            ScimFilter.values(resource, attribute).forEach(value -> names.add(name(kind, attribute, value)));
        }
        return names;
    }

    /** Two texts that are equal but for case, as {@link String#equalsIgnoreCase} sees it, have one folded form. */
    private static Named name(ScimKind kind, String attribute, String value) {
        var folded = new StringBuilder(value.length());
        value.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return new Named(kind, attribute, folded.toString());
    }

    private SortedMap<String, ObjectNode> of(ScimKind kind) {
        return Objects.requireNonNull(all.get(kind));
    }

    @Nullable ObjectNode get(ScimKind kind, String id) {
        return of(kind).get(id);
    }

    /** In the order of their ids. */
    public List<ObjectNode> all(ScimKind kind) {
        return resources(kind, inOrder.computeIfAbsent(kind, it -> List.copyOf(of(kind).keySet())));
    }

    /** Those that have a name, in one case or another, in the order of their ids. */
    List<ObjectNode> named(ScimKind kind, String attribute, String value) {
        return resources(kind, named.getOrDefault(name(kind, attribute, value), Collections.emptySortedSet()));
    }

    /** The groups that name a member, in the order of their ids. */
    List<ObjectNode> groupsOf(String member) {
        return resources(ScimKind.GROUPS, groups.getOrDefault(member, Collections.emptySortedSet()));
    }

    /** Those among which all are that a filter finds, in the order of their ids: few where it asks for an id or a name. */
    List<ObjectNode> among(ScimKind kind, ScimFilter filter) {
        @Nullable String id = filter.wanted("id");
        if (id != null) {
            @Nullable ObjectNode resource = get(kind, id);
            return resource == null ? List.of() : List.of(resource);
        }
        for (var attribute : Objects.requireNonNull(NAMES.get(kind))) {
            @Nullable String value = filter.wanted(attribute);
            if (value != null) {
                return named(kind, attribute, value);
            }
        }
        return all(kind);
    }

    /** Fetched when they are looked at: of a page the rest is not. */
    private List<ObjectNode> resources(ScimKind kind, Collection<String> ids) {
        var list = ids instanceof List<String> already ? already : List.copyOf(ids);
        return Lists.transform(list, id -> Objects.requireNonNull(get(kind, id)));
    }
}
