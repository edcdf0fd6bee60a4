package io.probity.wire;

import io.probity.draft.Passage;
import io.probity.draft.Passage.On;
import io.probity.draft.Passage.Refused;
import io.probity.model.Rejection;
import java.util.List;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** The two ways out of an intake stage: what goes on, and what is refused. */
public record Split<T>(KStream<byte[], T> on, KStream<byte[], Rejection> refused) {

    /**
     * Parts what a stage passed from what it refused.
     *
     * @param stage the stage's node name; the two nodes are named after it
     */
    public static <T> Split<T> of(KStream<byte[], Passage<T>> passed, String stage) {
        return new Split<>(
                passed.flatMapValues(Split::on, Named.as(stage + "-on")),
                passed.flatMapValues(Split::refused, Named.as(stage + "-refused")));
    }

    private static <T> List<T> on(Passage<T> passage) {
        return passage instanceof On<T>(T item) ? List.of(item) : List.of();
    }

    private static <T> List<Rejection> refused(Passage<T> passage) {
        return passage instanceof Refused<T>(Rejection rejection) ? List.of(rejection) : List.of();
    }
}
