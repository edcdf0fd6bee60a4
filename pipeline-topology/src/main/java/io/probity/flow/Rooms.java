package io.probity.flow;

import io.probity.adhere.AdhereStage;
import io.probity.balance.ArrivalStage;
import io.probity.balance.BalanceStage;
import io.probity.balance.TallyStage;
import io.probity.balance.WatchStage;
import io.probity.broadcast.CommandStage;
import io.probity.broadcast.DefinitionStage;
import io.probity.broadcast.TickStage;
import io.probity.enrich.EnrichStage;
import io.probity.evaluate.EvaluateStage;
import io.probity.findings.FindingStage;
import io.probity.ledger.dedupe.DedupeStage;
import io.probity.ledger.number.NumberStage;
import io.probity.ledger.seal.SealStage;
import io.probity.ledger.tree.GrowStage;
import io.probity.normalise.NormaliseStage;
import io.probity.outputs.Outputs;
import io.probity.reroute.RerouteStage;
import io.probity.rollup.RollupStage;
import io.probity.transform.CommandKeepStage;
import io.probity.transform.LeakStage;
import io.probity.transform.RefusalStage;
import io.probity.transform.SignStage;
import io.probity.transform.TransformStage;
import io.probity.validate.ValidateStage;

/** Every stage, in the order that the data meets them, and what the outputs leave out. */
public record Rooms(
        RerouteStage reroute,
        NormaliseStage normalise,
        ValidateStage validate,
        EnrichStage enrich,
        TransformStage transform,
        LeakStage leaks,
        DefinitionStage define,
        TickStage tick,
        CommandStage order,
        CommandKeepStage keepOrders,
        RefusalStage refusal,
        SignStage sign,
        ArrivalStage arrivals,
        NumberStage number,
        DedupeStage dedupe,
        SealStage seal,
        GrowStage grow,
        EvaluateStage evaluate,
        AdhereStage adhere,
        Outputs outputs,
        FindingStage find,
        RollupStage rollUp,
        TallyStage tally,
        BalanceStage balance,
        WatchStage watch) {}
