package io.probity.evaluate;

import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.cel.Inputs;
import io.probity.evaluate.cel.Recalled;
import io.probity.evaluate.cel.Term;
import io.probity.model.AuditEvent;
import io.probity.model.RecallRow;
import io.probity.model.RecalledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of earlier events of one subject, as the log stands at one place of it.
 *
 * @param subject whose, as its row is called: tenant|kind/id
 * @param logTime of the place; null: there is no clock, and nothing is ever forgotten for its age
 */
public record Recollection(
        Memory memory, String subject, @Nullable Instant logTime) {
    /** Nothing was ever kept, and nothing is. */
    static final Recollection NONE = new Recollection(Memory.inProcess(), "", null);

    boolean isNone() {
        return subject.isEmpty();
    }

    /**
     * Keeps what the control recalls of an event.
     *
     * @return what it keeps no more groups of, for the first time
     */
    List<Recall> keep(ControlVersion control, AuditEvent event, Inputs inputs, History<ControlVersion> history) {
        var full = new ArrayList<Recall>(0);
        for (var recall : control.recalls()) {
            if (recall.definition().hears(event.getEventType())
                    && isFor(control.definition())
                    && keep(recall, event, inputs, begun(history, control, recall))) {
                full.add(recall);
            }
        }
        return full;
    }

    /**
     * Keeps an event that may follow one that has not come in yet.
     *
     * @return true: for the first time there are too many groups, and it is kept for nobody
     */
    boolean keepFollower(Recall follow, ControlVersion control, AuditEvent event, Inputs inputs, Instant since) {
        return isFor(control.definition()) && keep(follow, event, inputs, since);
    }

    /**
     * Events that may follow one, whenever they came in.
     *
     * @param missingTo of what happened up to this time some may be missing
     * @param crowded true: since there were too many groups
     */
    record Followers(List<RecalledEvent> events, Instant missingTo, boolean crowded) {}

    /** Those of a group that are kept. */
    Followers followers(Recall follow, String group, Instant since) {
        var row = alive(memory.get(key(follow, group)));
        var begun = row == null
                ? RecallFold.forgottenTo(follow.definition(), since, logTime)
                : RecallFold.later(since, row.getMissingTo());
        var missingTo = RecallFold.later(lostTo(follow, group), begun);
        var crowded = row == null ? refusedTo(follow) : Instant.EPOCH;
        return new Followers(
                row == null ? List.of() : row.getEvents(),
                RecallFold.later(missingTo, crowded),
                crowded.isAfter(missingTo));
    }

    private boolean keep(Recall recall, AuditEvent event, Inputs inputs, Instant since) {
        var counts = recall.counts(inputs);
        var group = counts == Recall.Counts.NO ? null : recall.group(inputs);
        if (group == null) {
            return false; // an event of no group is nobody's
        }
        var key = key(recall, group);
        var kept = memory.get(key);
        var before = alive(kept);
        if (before == null && isFull(recall)) {
            return refuse(recall, event);
        }
        var told = new RecalledEvent(event.getEffective(), recall.value(inputs), counts == Recall.Counts.PERHAPS);
        var lostTo = noteEpochs(recall, group);
        var missingTo = before == null
                ? RecallFold.later(
                        RecallFold.later(lostTo, refusedTo(recall)),
                        RecallFold.forgottenTo(recall.definition(), since, logTime))
                : since;
        var after = RecallFold.after(before, recall.definition(), missingTo, told, logTime);
        if (!after.equals(before)) {
            count(recall, before == null ? null : before.getUntil(), after.getUntil());
            memory.put(key, after, kept == null);
        }
        return false;
    }

    // --- how many groups there are; without a clock they are not counted ---

    private boolean isFull(Recall recall) {
        return isCounted(recall) && Crowd.isFull(crowd(recall), Objects.requireNonNull(logTime));
    }

    private Instant refusedTo(Recall recall) {
        return isCounted(recall) ? Crowd.missingTo(crowd(recall)) : Instant.EPOCH;
    }

    private void count(Recall recall, @Nullable Instant before, Instant after) {
        if (isCounted(recall) && Crowd.moves(recall.definition(), before, after)) {
            putCrowd(
                    recall,
                    Crowd.counted(crowd(recall), recall.definition(), before, after, Objects.requireNonNull(logTime)));
        }
    }

    /** Returns whether it is the first of late. */
    private boolean refuse(Recall recall, AuditEvent event) {
        var crowd = crowd(recall);
        putCrowd(
                recall,
                Crowd.refused(crowd, recall.definition(), event.getEffective(), Objects.requireNonNull(logTime)));
        return RecallFold.forgottenTo(recall.definition(), Crowd.missingTo(crowd), logTime)
                .isAfter(Crowd.missingTo(crowd));
    }

    private boolean isCounted(Recall recall) {
        return logTime != null && !recall.definition().groupBy().isEmpty();
    }

    private @Nullable RecallRow crowd(Recall recall) {
        return alive(memory.get(crowdKey(recall)));
    }

    private void putCrowd(Recall recall, RecallRow row) {
        var key = crowdKey(recall);
        memory.put(key, row, memory.get(key) == null);
    }

    private String crowdKey(Recall recall) {
        return recall.id() + "=" + subject;
    }

    // --- what was lost to a new epoch of keys ---

    /**
     * Somebody has another token in each epoch, and so another group: when the epoch changes, what was kept up to then is lost to the groups
     * of both. Seldom written, though read with each event that is grouped so.
     *
     * @return up to when something is lost
     */
    private Instant noteEpochs(Recall recall, String group) {
        var epochs = Term.epochs(group);
        if (epochs.isEmpty()) {
            return Instant.EPOCH;
        }
        var key = epochsKey(recall);
        var kept = memory.get(key);
        var before = alive(kept);
        var seen = before == null ? null : before.getEvents().getFirst().getValue();
        if (before != null && epochs.equals(seen) && (logTime == null || !isOld(before, recall, logTime))) {
            return before.getMissingTo();
        }
        var at = logTime == null ? Instant.EPOCH : logTime;
        var lostTo = before == null ? Instant.EPOCH : epochs.equals(seen) ? before.getMissingTo() : at;
        var until = logTime == null ? Instant.MAX : at.plus(life(recall).multipliedBy(2));
        memory.put(key, new RecallRow(List.of(new RecalledEvent(at, epochs, false)), lostTo, until), kept == null);
        return lostTo;
    }

    /** It must outlast every row that was written under the epoch before, so it is written anew at half its life. */
    private static boolean isOld(RecallRow epochs, Recall recall, Instant now) {
        return epochs.getUntil().isBefore(now.plus(life(recall)));
    }

    private static Duration life(Recall recall) {
        return recall.definition().within().plus(RecallFold.GRACE);
    }

    private Instant lostTo(Recall recall, String group) {
        var epochs = Term.epochs(group);
        if (epochs.isEmpty()) {
            return Instant.EPOCH;
        }
        var row = alive(memory.get(epochsKey(recall)));
        if (row == null) {
            return Instant.EPOCH;
        }
        boolean same = epochs.equals(row.getEvents().getFirst().getValue());
        return same || logTime == null
                ? row.getMissingTo()
                : logTime; // all that is kept is of people under other names
    }

    private String epochsKey(Recall recall) {
        return recall.id() + "#" + subject;
    }

    /** What the control recalls under a name as of an event; null where the event is of no group. */
    @Nullable Recalled read(Recall recall, Inputs inputs, Instant since, Instant at) {
        var group = recall.group(inputs);
        if (group == null) {
            return null;
        }
        var row = alive(memory.get(key(recall, group)));
        var begun = row == null ? RecallFold.forgottenTo(recall.definition(), since, logTime) : since;
        var missingTo = RecallFold.later(lostTo(recall, group), begun);
        var crowded = row == null ? refusedTo(recall) : Instant.EPOCH;
        return RecallFold.asOf(
                row, recall.definition(), RecallFold.later(missingTo, crowded), at, crowded.isAfter(missingTo));
    }

    /** By log time and not by when somebody came to clear it away, which ticks decide. */
    private @Nullable RecallRow alive(@Nullable RecallRow row) {
        return row == null || (logTime != null && !row.getUntil().isAfter(logTime)) ? null : row;
    }

    /** The length of the subject keeps two subjects apart whatever stands in their names. */
    private String key(Recall recall, String group) {
        return recall.id() + '|' + subject.length() + '|' + subject + '|' + group;
    }

    private boolean isFor(ControlDefinition control) {
        var kinds = control.applies().kinds();
        return kinds.isEmpty()
                || kinds.stream().anyMatch(kind -> subject.startsWith(kind + '/', subject.indexOf('|') + 1));
    }

    /**
     * Since when events have been kept for a version: since it or one that says the same before it, without another between them, came into
     * force. What happened before that may be missing.
     */
    static Instant begun(History<ControlVersion> history, ControlVersion version, Recall recall) {
        @Nullable Instant since = null;
        for (var each : history.inOrder()) {
            boolean same = !each.retired() && each.value().keeps(recall.id());
            if (!same) {
                since = null;
            } else if (since == null) {
                var published = each.value().published();
                since = published.isAfter(each.effectiveFrom()) ? published : each.effectiveFrom();
            }
            boolean found = each.value().digest().equals(version.digest())
                    && each.value().published().equals(version.published());
            if (found && since != null) {
                return since;
            }
        }
        throw new IllegalStateException(version.id() + " " + version.version() + " is none of its own versions");
    }
}
