package io.probity.wire;

import io.probity.model.BalancePart;
import io.probity.model.BalanceRow;
import io.probity.model.DefinitionRow;
import io.probity.model.LedgerHead;
import io.probity.model.SeenRow;
import io.probity.model.SubjectState;
import io.probity.model.SweepRow;
import io.probity.model.Violation;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;

/** Every state store of the pipeline, in the order the data meets them; the endpoint reads these and nothing else. */
public record Stores(
        Store<String, BalancePart> received,
        Store<String, LedgerHead> head,
        Store<String, SeenRow> seen,
        Store<String, SweepRow> sweep,
        Store<String, BalancePart> tally,
        Store<String, DefinitionRow> definitions,
        Store<String, SubjectState> subjects,
        Store<String, SweepRow> settling,
        Store<String, Violation> violations,
        Store<String, BalanceRow> balance) {

    /** Names of the global tables that enrichment reads. */
    public static final String USERS = "users";

    public static final String TEAMS = "teams";
    public static final String CALENDARS = "calendars";

    public static Stores standard() {
        return new Stores(
                store("received", BalancePart.class),
                store("head", LedgerHead.class),
                store("seen", SeenRow.class),
                store("sweep", SweepRow.class),
                store("tally", BalancePart.class),
                store("definitions", DefinitionRow.class),
                store("subjects", SubjectState.class),
                store("settling", SweepRow.class),
                store("violations", Violation.class),
                store("balance", BalanceRow.class));
    }

    private static <T extends SpecificRecordBase> Store<String, T> store(String name, Class<T> row) {
        return new Store<>(name, Serdes.String(), new RowSerde<>(row));
    }
}
