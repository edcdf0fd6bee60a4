package io.probity.wire;

import io.probity.model.AliasRow;
import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.DefinitionRow;
import io.probity.model.FloodRow;
import io.probity.model.LedgerHead;
import io.probity.model.LifecycleRow;
import io.probity.model.RecallRow;
import io.probity.model.RefreshRow;
import io.probity.model.ResourceRow;
import io.probity.model.ReviewRequest;
import io.probity.model.Rollup;
import io.probity.model.SeenRow;
import io.probity.model.SubjectPosture;
import io.probity.model.SubjectState;
import io.probity.model.SweepRow;
import io.probity.model.TeamRow;
import io.probity.model.TimerRow;
import io.probity.model.TreeRow;
import io.probity.model.UserRow;
import io.probity.model.Violation;
import io.probity.model.WatchRow;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;

/** Every state store of the pipeline, in the order the data meets them; the endpoint reads these and nothing else. */
public record Stores(
        Store<String, UserRow> users,
        Store<String, TeamRow> teams,
        Store<String, CalendarRow> calendars,
        Store<String, ResourceRow> resources,
        Store<String, BusinessRow> business,
        Store<String, LifecycleRow> lifecycle,
        Store<String, AliasRow> aliases,
        Store<String, SubjectPosture> postures,
        Store<String, BalancePart> received,
        Store<String, LedgerHead> head,
        Store<String, SeenRow> seen,
        Store<String, SweepRow> sweep,
        Store<String, TreeRow> tree,
        Store<String, BalancePart> tally,
        Store<String, DefinitionRow> definitions,
        Store<String, RefreshRow> refreshes,
        Store<String, SubjectState> subjects,
        Store<String, SweepRow> settling,
        Store<String, TimerRow> timers,
        Store<String, RecallRow> recall,
        Store<String, Violation> violations,
        Store<String, FloodRow> floods,
        Store<String, ReviewRequest> reviews,
        Store<String, Rollup> rollups,
        Store<String, BalanceRow> balance,
        Store<String, WatchRow> watch) {

    /** Stores on disk. */
    public static Stores standard() {
        return kept(true);
    }

    /** The same stores in memory: made in 2 ms instead of 400, for tests of many histories. */
    public static Stores inMemory() {
        return kept(false);
    }

    private static Stores kept(boolean onDisk) {
        return new Stores(
                store("user-rows", UserRow.class, onDisk),
                store("team-rows", TeamRow.class, onDisk),
                store("calendar-rows", CalendarRow.class, onDisk),
                store("resource-rows", ResourceRow.class, onDisk),
                store("business-rows", BusinessRow.class, onDisk),
                store("lifecycle-rows", LifecycleRow.class, onDisk),
                store("alias-rows", AliasRow.class, onDisk),
                store("posture-rows", SubjectPosture.class, onDisk),
                store("received", BalancePart.class, onDisk),
                store("head", LedgerHead.class, onDisk),
                store("seen", SeenRow.class, onDisk),
                store("sweep", SweepRow.class, onDisk),
                store("tree", TreeRow.class, onDisk),
                store("tally", BalancePart.class, onDisk),
                store("definitions", DefinitionRow.class, onDisk),
                store("refreshes", RefreshRow.class, onDisk),
                store("subjects", SubjectState.class, onDisk),
                store("settling", SweepRow.class, onDisk),
                store("timers", TimerRow.class, onDisk),
                store("recall", RecallRow.class, onDisk),
                store("violations", Violation.class, onDisk),
                store("floods", FloodRow.class, onDisk),
                store("reviews", ReviewRequest.class, onDisk),
                store("rollups", Rollup.class, onDisk),
                store("balance", BalanceRow.class, onDisk),
                store("watch", WatchRow.class, onDisk));
    }

    private static <T extends SpecificRecordBase> Store<String, T> store(String name, Class<T> row, boolean onDisk) {
        return new Store<>(name, Serdes.String(), new RowSerde<>(row), onDisk);
    }
}
