package io.probity.context;

import java.util.List;
import java.util.Locale;

/** A reference table that people fill. Its topic is audit.context. and its name. */
public enum ContextTable {
    /** Who acts. */
    USERS("id,name,roles;,department,status,calendar,permissions;,manager,from"),
    /** On whose behalf. */
    TEAMS("id,name,businessUnit,costCentre,budget,calendar,quotas;"),
    /** When it is working time. */
    CALENDARS("id,timeZone,workingDays;,opens,closes,holidays;"),
    /** What it is done to. */
    RESOURCES("type,id,owner,team,environment,criticality,cost,lifecycle"),
    /** Who pays. */
    BUSINESS("kind,id,unit,costCentre,project");

    /** Parted by commas; a semicolon behind those whose values are lists. */
    private final String columns;

    ContextTable(String columns) {
        this.columns = columns;
    }

    /** The name in files, and the last word of the topic. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of a CSV file of it. */
    List<String> columns() {
        return List.of(columns.replace(";", "").split(",", -1));
    }

    /** Whether the values of a column are lists, which semicolons part. */
    boolean isList(String column) {
        return List.of(columns.split(",", -1)).contains(column + ';');
    }
}
