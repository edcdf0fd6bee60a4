package io.probity.enrich;

import io.probity.model.TeamContext;
import io.probity.model.TeamRow;

/** What the team table says of the team. */
final class TeamEnricher {
    private TeamEnricher() {}

    static TeamContext context(TeamRow row) {
        return new TeamContext(
                row.getName(), row.getBusinessUnit(), row.getCostCentre(), row.getBudget(), row.getQuotas());
    }
}
