package io.probity.evaluate;

import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.WaiverDefinition;
import io.probity.model.Exemption;
import io.probity.model.ExemptionKind;

/** A judgement under what lets it be: as a field for whoever decides by it, and in words for whoever reads. Pure. */
final class Exemptions {
    private Exemptions() {}

    /** WAIVED in place of FAIL. */
    static Judgement waived(Judgement failed, WaiverDefinition by) {
        var exemption =
                new Exemption(ExemptionKind.WAIVER, by.id(), by.version(), by.approver(), by.reason(), by.expires());
        return failed.waived(
                exemption, "waived until " + by.expires() + " by " + by.approver() + " (" + by.reason() + ")");
    }

    /** As it is, and let through. */
    static Judgement letThrough(Judgement judgement, PassThroughDefinition by) {
        var exemption = new Exemption(
                ExemptionKind.PASS_THROUGH, by.id(), by.version(), by.approver(), by.reason(), by.expires());
        return judgement.letThrough(
                exemption,
                "let through as by mode observe: pass-through " + by.id() + " until " + by.expires() + " by "
                        + by.approver() + " (" + by.reason() + ")");
    }
}
