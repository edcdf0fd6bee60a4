package io.probity.evaluate.catalog;

import io.probity.model.Definition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What publishing a catalog would change.
 *
 * @param added not in the log yet
 * @param changed other than the log has them, under a version of their own
 * @param sameVersion changed, and yet called by the version that the log has: decisions could not tell the two apart
 * @param unchanged as the log has them
 * @param left in the log, not retired, and not in the catalog: they stay in force
 */
public record DefinitionChanges(
        List<Definition> added,
        List<Change> changed,
        List<Change> sameVersion,
        List<Definition> unchanged,
        List<Definition> left) {

    /** A definition before and after. */
    public record Change(Definition before, Definition after) {}

    /**
     * Compares; which publish a definition came with does not count.
     *
     * @param wanted the catalog's, each id once
     * @param known the log's last of each id
     */
    public static DefinitionChanges between(Collection<Definition> wanted, Collection<Definition> known) {
        var before =
                new HashMap<>(known.stream().collect(Collectors.toMap(DefinitionChanges::name, Function.identity())));
        var changes = new DefinitionChanges(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var after : wanted) {
            var old = before.remove(name(after));
            if (old == null) {
                changes.added.add(after);
            } else if (old.getBody().equals(after.getBody())
                    && old.getEffectiveFrom().equals(after.getEffectiveFrom())) {
                changes.unchanged.add(after);
            } else {
                var group = old.getVersion().equals(after.getVersion()) ? changes.sameVersion : changes.changed;
                group.add(new Change(old, after));
            }
        }
        known.stream()
                .filter(definition -> before.containsKey(name(definition)) && !definition.getRetired())
                .forEach(changes.left::add);
        return changes;
    }

    /** Kind and id: what a definition is known by. */
    public static String name(Definition definition) {
        return definition.getKind() + "/" + definition.getId();
    }

    /** What must be written: nothing that the log has already. */
    public List<Definition> toPublish() {
        var all = new ArrayList<>(added);
        changed.forEach(change -> all.add(change.after()));
        return all;
    }
}
