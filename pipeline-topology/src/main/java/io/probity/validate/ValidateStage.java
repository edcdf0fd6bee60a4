package io.probity.validate;

import io.probity.draft.Passage;
import io.probity.draft.Passage.Drafted;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Drafts in; the same drafts and refusals out. Keeps no state. */
public final class ValidateStage {
    private final Validator validator;

    public ValidateStage(Validator validator) {
        this.validator = validator;
    }

    public KStream<byte[], Passage<Drafted>> apply(KStream<byte[], Drafted> drafted) {
        return drafted.mapValues(this::judged, Named.as("validate"));
    }

    private Passage<Drafted> judged(Drafted drafted) {
        var posing = Validator.posing(drafted.event(), drafted.arrival().source());
        var verdict = posing == null
                ? validator.judge(drafted.event(), drafted.arrival().ingested())
                : posing;
        return switch (verdict) {
            case Verdict.Accepted accepted -> new Passage.On<>(drafted);
            case Verdict.Refused(var reason, var detail) -> drafted.refuse("validate", reason, detail);
        };
    }
}
