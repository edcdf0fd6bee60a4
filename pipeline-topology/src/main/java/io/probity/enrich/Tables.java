package io.probity.enrich;

import io.probity.model.AliasRow;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.LifecycleRow;
import io.probity.model.ResourceRow;
import io.probity.model.SubjectPosture;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import java.util.List;

/** Every reference table. */
record Tables(
        Table<UserRow> users,
        Table<TeamRow> teams,
        Table<CalendarRow> calendars,
        Table<ResourceRow> resources,
        Table<BusinessRow> business,
        Table<LifecycleRow> lifecycles,
        Table<AliasRow> aliases,
        Table<SubjectPosture> postures) {
    static Tables of(Topics topics, Stores stores, AvroSerdes avro) {
        return new Tables(
                new Table<>(topics.users(), stores.users(), avro.codec(UserRow.class)),
                new Table<>(topics.teams(), stores.teams(), avro.codec(TeamRow.class)),
                new Table<>(topics.calendars(), stores.calendars(), avro.codec(CalendarRow.class)),
                new Table<>(topics.resources(), stores.resources(), avro.codec(ResourceRow.class)),
                new Table<>(topics.business(), stores.business(), avro.codec(BusinessRow.class)),
                new Table<>(topics.lifecycle(), stores.lifecycle(), avro.codec(LifecycleRow.class), Lifecycles::merged),
                new Table<>(topics.aliases(), stores.aliases(), avro.codec(AliasRow.class), Aliases::merged),
                new Table<>(topics.posture(), stores.postures(), avro.codec(SubjectPosture.class)));
    }

    List<Table<?>> all() {
        return List.of(users, teams, calendars, resources, business, lifecycles, aliases, postures);
    }
}
