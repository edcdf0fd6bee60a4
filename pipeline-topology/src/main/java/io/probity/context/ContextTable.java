package io.probity.context;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;

/** A reference table that people fill. Its topic is audit.context. and its name. */
public enum ContextTable {
    /** Who acts. */
    USERS(
            ImmutableList.of("id"),
            ImmutableList.of(
                    "id", "name", "roles", "department", "status", "calendar", "permissions", "manager", "from"),
            ImmutableSet.of("roles", "permissions")),
    /** On whose behalf. */
    TEAMS(
            ImmutableList.of("id"),
            ImmutableList.of("id", "name", "businessUnit", "costCentre", "budget", "calendar", "quotas"),
            ImmutableSet.of("quotas")),
    /** When it is working time. */
    CALENDARS(
            ImmutableList.of("id"),
            ImmutableList.of("id", "timeZone", "workingDays", "opens", "closes", "holidays"),
            ImmutableSet.of("workingDays", "holidays")),
    /** What it is done to. */
    RESOURCES(
            ImmutableList.of("type", "id"),
            ImmutableList.of("type", "id", "owner", "team", "environment", "criticality", "cost", "lifecycle"),
            ImmutableSet.of()),
    /** Who pays. */
    BUSINESS(
            ImmutableList.of("kind", "id"),
            ImmutableList.of("kind", "id", "unit", "costCentre", "project"),
            ImmutableSet.of());

    private final ImmutableList<String> keys;
    private final ImmutableList<String> columns;
    private final ImmutableSet<String> lists;

    ContextTable(ImmutableList<String> keys, ImmutableList<String> columns, ImmutableSet<String> lists) {
        this.keys = keys;
        this.columns = columns;
        this.lists = lists;
    }

    /** The name in files, and the last word of the topic. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The members of which a row's key is made, a slash between them: what enrichment asks for. */
    List<String> keys() {
        return keys;
    }

    /** The columns of a CSV file of it. */
    List<String> columns() {
        return columns;
    }

    /** Whether the values of a column are lists, which semicolons part. */
    boolean isList(String column) {
        return lists.contains(column);
    }
}
