package io.probity.evaluate;

import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.cel.Expressions;
import io.probity.leaf.Judged.Basis;
import io.probity.model.DefinitionKind;
import io.probity.model.DefinitionRow;
import io.probity.model.RefreshRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every change of what is in force, in the order of the log: the commits of whole publishes, and between them the times that
 * their definitions named beforehand, each as soon as the log's clock has reached it; and every refresh, which changes nothing and
 * is settled in the same order.
 *
 * <p>The order follows from the commits, the refreshes and their log times alone, so nothing of it is kept: after a restart the same
 * definitions make the same turns. Two that came due in one tick are two turns, the earlier first.
 */
final class Turns {
    private final List<Turn> turns = new ArrayList<>();
    private final Publication.Waiting waiting = new Publication.Waiting();
    /** Times to come, and the publishes whose definitions name them, in the order of the log. */
    private final TreeMap<Instant, List<Integer>> dues = new TreeMap<>();

    /** By the number of the publish, from 1. */
    private final List<DefinitionRow> commits = new ArrayList<>();

    private Rulebook rulebook;
    private Instant lastChange = Instant.MIN;

    /** No turns yet; what is published later is compiled by the given compiler, which several may share. */
    Turns(Expressions shared) {
        rulebook = Rulebook.empty(shared);
    }

    /** The rules with all that was committed. */
    Rulebook rulebook() {
        return rulebook;
    }

    int count() {
        return turns.size();
    }

    /** A turn, numbered from 1. */
    Turn turn(int number) {
        return turns.get(number - 1);
    }

    /** When what is in force last changed; the beginning of time while nothing is. */
    Instant lastAt() {
        return lastChange;
    }

    /**
     * What judgements by a timer rest on: the commit of the publish that set it, and the time that it was due.
     *
     * @param publish number of the publish, from 1
     */
    Basis clock(int publish, Instant due) {
        return Turn.basis(commits.get(publish - 1).getLeaf(), Basis.TIMER, due);
    }

    /** The log's clock stands at this time: what was due up to it is in force. */
    void advance(Instant logTime) {
        if (dues.isEmpty()) {
            return; // nearly always, and this is asked with every record
        }
        var reached = dues.headMap(logTime, true);
        reached.forEach(
                (time, all) -> all.forEach(publish -> changed(Change.due(publish, time), commits.get(publish - 1))));
        reached.clear();
    }

    /** An order to judge again: a turn at which nothing changes, so that every row is settled with it, in the order of the log. */
    void refresh(RefreshRow row) {
        advance(row.getLogTime());
        turns.add(Turn.of(row, rulebook));
    }

    private void changed(Change change, DefinitionRow commit) {
        turns.add(Turn.of(change, commit, rulebook));
        lastChange = change.at();
    }

    /**
     * Takes one definition of the log.
     *
     * @return what a commit found; null where it is none
     */
    @Nullable Publication take(DefinitionRow row) {
        advance(row.getLogTime());
        var definition = row.getDefinition();
        if (definition.getKind() != DefinitionKind.COMMIT) {
            waiting.add(definition);
            return null;
        }
        var publication = waiting.close(definition);
        if (publication instanceof Publication.Whole(var definitions)) {
            int before = rulebook.publishes();
            rulebook = rulebook.plus(definitions, row.getLogTime());
            int publish = rulebook.publishes();
            if (publish == before) {
                return new Publication.Unsound(
                        definitions.size(), rulebook.faults().getLast());
            }
            commits.add(row);
            changed(Change.committed(publish, row.getLogTime()), row);
            for (var moment : rulebook.momentsAfter(row.getLogTime(), publish)) {
                dues.computeIfAbsent(moment, time -> new ArrayList<>(1)).add(publish);
            }
        }
        return publication;
    }
}
