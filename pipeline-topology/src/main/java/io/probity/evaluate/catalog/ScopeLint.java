package io.probity.evaluate.catalog;

import io.probity.document.NearestName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks the scope tree of catalog files, and what names its units: what would keep a publish from coming into force is an error
 * here, at its line. The files are read as one catalog; what is in the log beside them is not known.
 */
public final class ScopeLint {
    /** By id; of two the first. */
    private final Map<String, Place> units = new LinkedHashMap<>();

    /** By framework. */
    private final Map<String, ScopeRef> owners = new HashMap<>();

    private ScopeTree tree = new ScopeTree(List.of());

    private record Place(CatalogFile file, String at, ScopeDefinition unit) {}

    /** Notes what it finds in the files; read it with {@link CatalogFile#problems}. Once for each object. */
    public void check(List<CatalogFile> files) {
        files.forEach(this::collect);
        tree = new ScopeTree(units.values().stream()
                .map(Place::unit)
                .filter(unit -> !unit.retired())
                .toList());
        var inCycles = new HashSet<String>();
        units.values().stream().filter(it -> !it.unit().retired()).forEach(it -> {
            parent(it, inCycles);
            empty(it);
        });
        new Shared().check();
        files.forEach(this::references);
    }

    private void collect(CatalogFile file) {
        file.catalog().frameworks().stream()
                .filter(framework -> framework.owner() != null)
                .forEach(framework -> owners.putIfAbsent(framework.id(), framework.owner()));
        var scopes = file.catalog().scopes();
        for (int i = 0; i < scopes.size(); i++) {
            var at = "/scopes/" + i;
            if (units.putIfAbsent(scopes.get(i).id(), new Place(file, at, scopes.get(i))) != null) {
                file.error(
                        at + "/id", "unit `" + scopes.get(i).id() + "` is given twice: give each an `id` of its own");
            }
        }
    }

    // --- the tree ---

    private void parent(Place place, Set<String> inCycles) {
        var unit = place.unit();
        if (unit.parent() == null) {
            return;
        }
        named(place.file(), place.at() + "/parent", unit.parent(), null, "let this one have another `parent`, or none");
        var round = tree.cycle(unit.id());
        if (!round.isEmpty() && inCycles.addAll(round)) {
            place.file()
                    .error(
                            place.at() + "/parent",
                            "`" + unit.id() + "` is above itself: " + String.join(" > ", round)
                                    + "; let one of them have another `parent`, or none");
        }
    }

    private void empty(Place place) {
        if (tree.members(place.unit().id()).isEmpty()) {
            place.file()
                    .warning(
                            place.at(),
                            "unit `" + place.unit().id()
                                    + "` has no members, nor has a unit below it: it covers nothing");
        }
    }

    /** Scopes that are in two branches of the tree at once. */
    private final class Shared {
        private record Member(String unit, ScopeRef scope) {}

        /** By path or by id. */
        private final Map<String, List<Member>> seen = new HashMap<>();

        void check() {
            units.values().stream()
                    .filter(it -> !it.unit().retired())
                    .forEach(it -> it.unit()
                            .members()
                            .forEach(member -> seen.computeIfAbsent(text(member), text -> new ArrayList<>(1))
                                    .add(new Member(it.unit().id(), member))));
            units.values().stream().filter(it -> !it.unit().retired()).forEach(this::check);
        }

        private void check(Place place) {
            var members = place.unit().members();
            for (int i = 0; i < members.size(); i++) {
                var other = wider(place.unit().id(), members.get(i));
                if (other != null) {
                    place.file()
                            .warning(
                                    place.at() + "/members/" + i,
                                    "`" + members.get(i) + "` is in unit `" + other.unit() + "` too, by its member `"
                                            + other.scope()
                                            + "`, and neither unit is above the other: take it out of one of them,"
                                            + " or put one below the other");
                }
            }
        }

        /** Said once of two that are equal: where the later is. */
        private @Nullable Member wider(String unit, ScopeRef member) {
            for (var text : reaching(member)) {
                for (var other : seen.getOrDefault(text, List.of())) {
                    if (other.scope().holds(member)
                            && tree.areApart(unit, other.unit())
                            && (!member.holds(other.scope()) || isLater(unit, other.unit()))) {
                        return other;
                    }
                }
            }
            return null;
        }

        private boolean isLater(String unit, String other) {
            var order = List.copyOf(units.keySet());
            return order.indexOf(unit) > order.indexOf(other);
        }

        private static String text(ScopeRef member) {
            return member.id() != null ? member.id() : member.everyPath() ? "*" : String.valueOf(member.path());
        }

        /** What a scope that holds this one may say. */
        private static Set<String> reaching(ScopeRef member) {
            var path = text(member);
            var texts = new TreeSet<>(List.of("*", path));
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                texts.add(path.substring(0, slash));
            }
            return texts;
        }
    }

    // --- what names it ---

    private void references(CatalogFile file) {
        var catalog = file.catalog();
        for (int i = 0; i < catalog.controls().size(); i++) {
            var control = catalog.controls().get(i);
            for (int j = 0; j < control.overrides().size() && !control.retired(); j++) {
                var at = "/controls/" + i + "/overrides/" + j + "/scope";
                named(
                        file,
                        at,
                        control.overrides().get(j).scope().unit(),
                        null,
                        "name another, or take the override out");
            }
        }
        for (int i = 0; i < catalog.frameworks().size(); i++) {
            var framework = catalog.frameworks().get(i);
            if (framework.owner() != null && !framework.retired()) {
                named(file, "/frameworks/" + i + "/owner", framework.owner().unit(), null, "name another `owner`");
            }
        }
        for (int i = 0; i < catalog.waivers().size(); i++) {
            var waiver = catalog.waivers().get(i);
            if (waiver.scope() != null && !waiver.retired()) {
                var at = "/waivers/" + i + "/scope";
                named(file, at, waiver.scope().unit(), waiver.expires(), "name another, or retire the waiver");
            }
        }
        for (int i = 0; i < catalog.passes().size(); i++) {
            var pass = catalog.passes().get(i);
            if (!pass.retired()) {
                named(file, "/passes/" + i + "/scope", pass.scope().unit(), pass.expires(), "name another");
            }
        }
        for (int i = 0; i < catalog.assignments().size(); i++) {
            var assignment = catalog.assignments().get(i);
            if (!assignment.retired()) {
                var at = "/assignments/" + i + "/scope";
                named(file, at, assignment.scope().unit(), assignment.to(), "name another, or end the assignment");
                owned(file, at, assignment);
            }
        }
    }

    private void owned(CatalogFile file, String at, AssignmentDefinition assignment) {
        var owner = owners.get(assignment.framework());
        if (owner != null && !tree.holds(owner, assignment.scope())) {
            file.error(
                    at,
                    "framework `" + assignment.framework() + "` is owned by `" + owner
                            + "`, so it is assigned there or below it, and `" + assignment.scope() + "` is not");
        }
    }

    /**
     * @param until the first instant at which what names it counts no longer; null: it goes on
     * @param fix what to do if it is retired
     */
    private void named(CatalogFile file, String at, @Nullable String unit, @Nullable Instant until, String fix) {
        if (unit == null) {
            return;
        }
        var place = units.get(unit);
        if (place == null) {
            file.error(at, "there is no unit `" + unit + "`" + NearestName.hint(unit, units.keySet()));
        } else if (place.unit().retired()
                && (until == null || until.isAfter(place.unit().effectiveFrom()))) {
            file.error(
                    at,
                    "unit `" + unit + "` is retired from " + place.unit().effectiveFrom()
                            + " on, and this goes on naming it: " + fix);
        }
    }
}
