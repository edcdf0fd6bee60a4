package io.probity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.batch.Article.Unit;
import io.probity.batch.Line.Defined;
import io.probity.evaluate.PublishedScopes;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.leaf.UnitSum;
import io.probity.leaf.UnitSum.Coverage;
import io.probity.model.Rollup;
import io.probity.model.Scope;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The roll-ups of units, added up of those of their members, beside a count of what they cover. */
record UnitComparison(List<Rollup> rollups, List<SubjectState> subjects, List<Violation> violations)
        implements UnitSum.Rows {

    /** Of the units of a history as its tree is in the end, and of a unit of any members. */
    void compare(List<Line> history, PublishedScopes scopes) {
        var end = Batch.end(history);
        history.stream()
                .filter(line -> line instanceof Defined defined && defined.article() instanceof Unit)
                .map(line -> ((Defined) line).article().id())
                .distinct()
                .forEach(unit -> {
                    var coverage = scopes.unit(unit, end.at());
                    if (coverage != null) {
                        compare(
                                unit,
                                coverage,
                                scope -> end.book().covers("@" + unit, String.valueOf(scope.getPath()), end.at()));
                    }
                });
        var random = new Random(history.toString().hashCode());
        var members = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> member(random))
                .toList();
        compare(
                members.toString(),
                PublishedScopes.coverage(members),
                scope -> members.stream().anyMatch(member -> member.covers(scope)));
    }

    private static ScopeRef member(Random random) {
        var kind = random.nextInt(3) == 0 ? null : Writer.SCOPE_KINDS.get(random.nextInt(2));
        var path = List.of("a", "a/b", "a/b/c", "d", "*").get(random.nextInt(5));
        return random.nextBoolean()
                ? new ScopeRef(kind, Writer.SCOPE_IDS.get(random.nextInt(3)), null)
                : new ScopeRef(kind, null, path);
    }

    private void compare(String unit, Coverage coverage, Predicate<Scope> covers) {
        assertThat(Counting.of(UnitSum.of("unit", coverage, this)))
                .as("what the members of unit %s come to, and a count of what it covers", unit)
                .isEqualTo(
                        Counting.anew(subjects, violations, scope -> covers.test(scope) ? List.of("unit") : List.of()));
    }

    @Override
    public List<Rollup> ofPath(String path) {
        return rollups.stream()
                .filter(it -> it.getScopeId() == null && it.getScope().equals(path))
                .toList();
    }

    @Override
    public List<Rollup> ofId(String id) {
        return rollups.stream().filter(it -> id.equals(it.getScopeId())).toList();
    }

    @Override
    public List<Rollup> ofIdsFrom(String prefix) {
        return rollups.stream()
                .filter(it -> it.getScopeId() != null && it.getScopeId().startsWith(prefix))
                .toList();
    }
}
