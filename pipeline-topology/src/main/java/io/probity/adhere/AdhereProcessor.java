package io.probity.adhere;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Counted;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Lapsed;
import io.probity.adhere.Conclusion.Noticed;
import io.probity.adhere.Conclusion.Reviewed;
import io.probity.adhere.Conclusion.Stands;
import io.probity.adhere.Conclusion.Summed;
import io.probity.leaf.Handed;
import io.probity.leaf.Handed.Answered;
import io.probity.leaf.Handed.Ordered;
import io.probity.leaf.Judged;
import io.probity.model.FloodRow;
import io.probity.model.ReviewRequest;
import io.probity.model.ReviewState;
import io.probity.model.SubjectPosture;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import io.probity.own.OwnEvent;
import io.probity.wire.PartitionedKey;
import io.probity.wire.RollupKey;
import io.probity.wire.Store;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Folds, writes, forwards. What folding means is in {@link AdherenceFold}, {@link FloodFold} and {@link OrderFold}. */
final class AdhereProcessor implements Processor<byte[], Handed, PartitionedKey, Conclusion> {
    private final Store<String, SubjectState> subjectStore;
    private final Store<String, Violation> violationStore;
    private final Store<String, FloodRow> floodStore;
    private final Store<String, ReviewRequest> reviewStore;
    private final boolean registrations;
    private final Map<ViolationStatus, Sensor> counts = new EnumMap<>(ViolationStatus.class);
    private final Map<ReviewState, Sensor> reviewCounts = new EnumMap<>(ReviewState.class);
    private ProcessorContext<PartitionedKey, Conclusion> context;
    private KeyValueStore<String, SubjectState> subjects;
    private KeyValueStore<String, Violation> violations;
    private KeyValueStore<String, FloodRow> floods;
    private KeyValueStore<String, ReviewRequest> reviews;

    AdhereProcessor(
            Store<String, SubjectState> subjects,
            Store<String, Violation> violations,
            Store<String, FloodRow> floods,
            Store<String, ReviewRequest> reviews,
            boolean registrations) {
        this.floodStore = floods;
        this.reviewStore = reviews;
        this.registrations = registrations;
        this.subjectStore = subjects;
        this.violationStore = violations;
    }

    @Override
    public void init(ProcessorContext<PartitionedKey, Conclusion> processorContext) {
        context = processorContext;
        subjects = subjectStore.in(context);
        violations = violationStore.in(context);
        floods = floodStore.in(context);
        reviews = reviewStore.in(context);
    }

    @Override
    public void process(Record<byte[], Handed> record) {
        switch (record.value()) {
            case Judged judged -> fold(record, judged);
            case Ordered order -> carryOut(record, order);
            case Answered refresh -> conclude(record, OrderFold.answered(refresh));
        }
    }

    private void fold(Record<byte[], Handed> record, Judged judged) {
        var row = judged.before();
        var folded = AdherenceFold.after(
                judged, violations::get, control -> floods.get(row.getTenant() + '|' + control), reviews::get);
        subjects.put(row.getTenant() + '|' + row.getSubject(), folded.row());
        folded.floods().forEach((control, flood) -> floods.put(row.getTenant() + '|' + control, flood));
        folded.counting().forEach(violation -> violations.put(violation.getId(), violation));
        folded.conclusions().forEach(conclusion -> conclude(record, conclusion));
        @Nullable OwnEvent notice = registrations ? Registration.of(judged, folded.row()) : null;
        if (notice != null) {
            forward(record, new Noticed(notice));
        }
        if (!judged.drifted().isEmpty()) {
            forward(record, new Noticed(Drifted.notice(judged)));
        }
    }

    private void carryOut(Record<byte[], Handed> record, Ordered order) {
        var command = order.command();
        if (AnswerFold.isAnswer(command.getKind())) {
            OrderFold.after(order, reviews.get(command.getReview()))
                    .forEach(conclusion -> conclude(record, conclusion));
            return;
        }
        var row = subjects.get(order.tenant() + '|' + command.getSubject());
        var found = violations.get(command.getViolation());
        for (var conclusion : OrderFold.after(order, found, row)) {
            conclude(record, conclusion);
            if (conclusion instanceof Breached(Violation violation) && found != null && row != null) {
                sum(record, order, row, PostureFold.ordered(row, found, violation, order.logTime()));
            }
        }
    }

    /** The row is kept and told where the order changed how its subject stands as a whole. */
    private void sum(Record<byte[], Handed> record, Ordered order, SubjectState before, SubjectState after) {
        if (after.getPosture() != null && !after.getPosture().equals(before.getPosture())) {
            subjects.put(order.tenant() + '|' + after.getSubject(), after);
            conclude(
                    record,
                    new Summed(new SubjectPosture(
                            after.getTenant(),
                            after.getSubject(),
                            after.getScope().getPath(),
                            after.getPosture(),
                            order.leaf())));
        }
    }

    private void conclude(Record<byte[], Handed> record, Conclusion conclusion) {
        if (conclusion instanceof Breached(Violation violation)) {
            violations.put(violation.getId(), violation);
            counts.computeIfAbsent(violation.getStatus(), status -> sensor("violation", status))
                    .record();
        }
        if (conclusion instanceof Reviewed(ReviewRequest request)) {
            reviews.put(request.getId(), request);
            if (request.getState() == ReviewState.ANSWERED) {
                answered(request);
            }
            reviewCounts
                    .computeIfAbsent(request.getState(), state -> sensor("review", state))
                    .record();
        }
        forward(record, conclusion);
    }

    /** What is answered waits no longer, and with it the clock. */
    private void answered(ReviewRequest request) {
        var key = request.getTenant() + '|' + request.getSubject();
        var row = subjects.get(key);
        var left = row.getAsked().stream()
                .filter(it -> !it.getId().equals(request.getId()))
                .toList();
        subjects.put(key, SubjectState.newBuilder(row).setAsked(left).build());
    }

    private void forward(Record<byte[], Handed> record, Conclusion conclusion) {
        context.forward(record.withKey(key(conclusion)).withValue(conclusion));
    }

    /** Kafka names the metric stream-violation-metrics/violation-total, with the status in the tag violation-id; likewise of a review. */
    private Sensor sensor(String of, Enum<?> status) {
        return context.metrics()
                .addRateTotalSensor(of, status.name().toLowerCase(Locale.ROOT), of, RecordingLevel.INFO);
    }

    private PartitionedKey key(Conclusion conclusion) {
        var key = switch (conclusion) {
            case Decided(var decision) ->
                decision.getTenant() + '|' + decision.getSubject() + '|' + decision.getControl();
            case Stands(var standing) ->
                standing.getTenant() + '|' + standing.getSubject() + '|' + standing.getControl();
            case Changed(var change) -> change.getTenant() + '|' + change.getSubject() + '|' + change.getControl();
            case Lapsed(var interval) -> Intervals.key(interval);
            case Summed(var posture) -> posture.getTenant() + '|' + posture.getSubject();
            case Breached(var violation) -> violation.getId();
            case Reviewed(var request) -> request.getId();
            case Counted(var change) -> RollupKey.of(change);
            case Noticed(var notice) -> notice.key();
        };
        return new PartitionedKey(context.taskId().partition(), key.getBytes(UTF_8));
    }
}
