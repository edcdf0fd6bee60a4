package io.probity.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.Money;
import io.probity.model.Quota;
import io.probity.model.ResourceRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.model.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextFileTest {
    @Test
    void readsEveryTableFromOneDocument() {
        var file = ContextFile.parse("all.yaml", """
                from: 2026-01-01
                users:
                - {id: 7, name: Ada, roles: [admin, dev], department: engines, status: active, calendar: berlin,
                   permissions: [deploy], manager: 9, from: 2026-02-01T08:00:00Z}
                - {id: 8}
                teams:
                - {id: t, name: Analysts, businessUnit: Research, costCentre: CC1, budget: 100.00 EUR, calendar: berlin,
                   quotas: [cpu=4, {name: deployments_per_day, limit: 0.5}]}
                calendars:
                - {id: berlin, timeZone: Europe/Berlin, workingDays: [1, 5], opens: "09:00", closes: "24:00",
                   holidays: [2026-12-25],
                   maintenance: [{name: patch night, from: 2026-03-01T00:00:00Z, to: 2026-03-01T04:00:00Z}]}
                resources:
                - {type: vm, id: v1, owner: 7, team: t, environment: production, criticality: high,
                   cost: {amount: "12.50", currency: EUR}, lifecycle: in use}
                business:
                - {kind: project, id: 42, unit: Research, costCentre: CC9, project: moon}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.from()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(file.rows())
                .containsExactly(
                        new TableRow(
                                ContextTable.USERS,
                                "7",
                                new UserRow(
                                        "7",
                                        "Ada",
                                        List.of("admin", "dev"),
                                        "engines",
                                        "active",
                                        "berlin",
                                        List.of("deploy"),
                                        "9",
                                        Instant.parse("2026-02-01T08:00:00Z"),
                                        List.of())),
                        new TableRow(
                                ContextTable.USERS,
                                "8",
                                new UserRow("8", null, List.of(), null, null, null, List.of(), null, null, List.of())),
                        new TableRow(
                                ContextTable.TEAMS,
                                "t",
                                new TeamRow(
                                        "t",
                                        "Analysts",
                                        "Research",
                                        "CC1",
                                        new Money("100.00", "EUR"),
                                        "berlin",
                                        List.of(new Quota("cpu", "4"), new Quota("deployments_per_day", "0.5")))),
                        new TableRow(
                                ContextTable.CALENDARS,
                                "berlin",
                                new CalendarRow(
                                        "berlin",
                                        "Europe/Berlin",
                                        List.of(1, 5),
                                        "09:00",
                                        "24:00",
                                        List.of("2026-12-25"),
                                        List.of(new Window(
                                                "patch night",
                                                Instant.parse("2026-03-01T00:00:00Z"),
                                                Instant.parse("2026-03-01T04:00:00Z"))))),
                        new TableRow(
                                ContextTable.RESOURCES,
                                "vm/v1",
                                new ResourceRow(
                                        "vm",
                                        "v1",
                                        "7",
                                        "t",
                                        "production",
                                        "high",
                                        new Money("12.50", "EUR"),
                                        "in use")),
                        new TableRow(
                                ContextTable.BUSINESS,
                                "project/42",
                                new BusinessRow("project", "42", "Research", "CC9", "moon")));
    }

    @Test
    void readsATableOfASpreadsheet() {
        var file = ContextFile.parse("users-emea.csv", """
                \uFEFFid,name,roles,from
                7,"Lovelace, Ada",admin; dev,2026-02-01

                8,Bob,,
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.rows())
                .extracting(TableRow::row)
                .containsExactly(
                        new UserRow(
                                "7",
                                "Lovelace, Ada",
                                List.of("admin", "dev"),
                                null,
                                null,
                                null,
                                List.of(),
                                null,
                                Instant.parse("2026-02-01T00:00:00Z"),
                                List.of()),
                        new UserRow("8", "Bob", List.of(), null, null, null, List.of(), null, null, List.of()));
    }

    @Test
    void saysOfEachMistakeWhereItIsAndWhatWasMeant() {
        assertThat(problems("own.yaml", """
                users:
                - {id: 7, role: [admin]}
                - {id: 7}
                - {name: nobody}
                teams:
                - {id: t, budget: much, quotas: [cpu]}
                calendars:
                - {id: c, timeZone: Mars/Olympus, workingDays: [0], opens: 9, closes: "25:00", holidays: [soon]}
                resource: []
                """))
                .containsExactly(
                        "own.yaml:2:11: error: unknown key `role`; did you mean `roles`?",
                        "own.yaml:3:3: error: `7` is given twice in users, first at own.yaml:2:3",
                        "own.yaml:4:3: error: `id` is needed",
                        "own.yaml:6:11: error: `much` is no plain decimal such as 100 or 0.5",
                        "own.yaml:6:25: error: `cpu` is no quota such as cpu=4",
                        "own.yaml:6:25: error: `cpu` is no plain decimal such as 100 or 0.5",
                        "own.yaml:8:11: error: `Mars/Olympus` is no time zone such as Europe/Berlin or UTC",
                        "own.yaml:8:49: error: `0` is no day from 1, Monday, to 7, Sunday",
                        "own.yaml:8:53: error: `9` is no local time such as 09:00; in quotes, since YAML takes 09:00 for a"
                                + " number",
                        "own.yaml:8:63: error: `25:00` is no local time such as 09:00; in quotes, since YAML takes 09:00 for"
                                + " a number",
                        "own.yaml:8:91: error: `soon` is no date such as 2026-12-25",
                        "own.yaml:9:1: error: unknown key `resource`; did you mean `resources`?");
        assertThat(problems("teams.csv", "id,bugdet\nt,5 EUR\n"))
                .containsExactly("teams.csv:1:4: error: unknown column `bugdet`; did you mean `budget`?");
        assertThat(problems("teams.csv", "id,budget\nt,a lot\n"))
                .containsExactly("teams.csv:2:3: error: `a lot` is no amount such as 100.00 EUR");
        assertThat(problems("people.csv", "id\n7\n"))
                .containsExactly(
                        "people.csv: error: the name of a CSV file begins with the table that it fills: users.csv,"
                                + " teams.csv, calendars.csv, resources.csv, business.csv");
    }

    private static List<String> problems(String name, String text) {
        return ContextFile.parse(name, text).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
