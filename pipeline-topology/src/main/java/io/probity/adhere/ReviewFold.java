package io.probity.adhere;

import io.probity.leaf.Confidence.Ask;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Verdict;
import io.probity.leaf.UnitSum;
import io.probity.model.Asked;
import io.probity.model.ReviewRequest;
import io.probity.model.ReviewState;
import io.probity.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one step does to the requests that somebody looks at a verdict of its subject: verdicts that are not sure enough ask, later ones of a
 * state that need nobody settle, and the clock makes what nobody answers overdue. Nobody's verdict changes by any of it. Pure.
 */
final class ReviewFold {
    /** Requests about events that one control has waiting of one subject; the last of them stands for what comes beside them. */
    static final int MOST = 20;

    private final Judged judged;
    private final Function<String, @Nullable ReviewRequest> requests;
    private final List<ReviewRequest> told = new ArrayList<>(0);
    private List<Asked> asked;

    /**
     * @param requests the request of an id as the steps before have left it, or null
     */
    ReviewFold(Judged judged, Function<String, @Nullable ReviewRequest> requests) {
        this.judged = judged;
        this.requests = requests;
        this.asked = judged.before().getAsked();
        if (!asked.isEmpty()) {
            pass();
        }
    }

    /** Those that wait, in the order of the log; the list of the row before where nothing has changed, as nearly always. */
    List<Asked> asked() {
        return asked;
    }

    /** Requests that this step has changed, in order. */
    List<ReviewRequest> told() {
        return told;
    }

    /** What the clock has come to, and what ends with the subject. */
    private void pass() {
        for (var one : asked) {
            if (judged.gone()) {
                settle(one);
            } else if (one.getDue() != null
                    && !one.getDue().isAfter(judged.basis().logTime())) {
                replace(one, Asked.newBuilder(one).setDue(null).build());
                tell(ReviewRequest.newBuilder(known(one.getId()))
                        .setState(ReviewState.OVERDUE)
                        .build());
            }
        }
    }

    /**
     * What a verdict does, one that is not in shadow.
     *
     * @param moves whether it says how the subject stands, by the newest of what is known
     * @return id of the request that is about it; null where nobody need look
     */
    @Nullable String take(Verdict verdict, boolean moves) {
        var confidence = verdict.confidence();
        @Nullable Ask ask = confidence == null || judged.gone() ? null : confidence.ask();
        if (!asked.isEmpty()) {
            overtake(verdict, ask, moves);
        }
        if (ask == null || (verdict.occurrence() ? verdict.past() : !moves)) {
            return null; // of an event that comes when its control judges none any more, nobody would look
        }
        return verdict.occurrence() ? occurred(verdict, ask) : stands(verdict, ask);
    }

    /** Of a state what is asked is how it stands, and it stands otherwise, or for certain; with the control all ends. */
    private void overtake(Verdict verdict, @Nullable Ask ask, boolean moves) {
        if (!moves) {
            return;
        }
        for (var one : asked) {
            boolean otherwise = !one.getOccurrence()
                    && isAnswer(verdict.status())
                    && (ask == null || one.getStatus() != verdict.status());
            if (one.getControl().equals(verdict.control()) && (verdict.ended() || otherwise)) {
                settle(one);
            }
        }
    }

    /** What is not known leaves the question as it is. */
    private static boolean isAnswer(Status status) {
        return switch (status) {
            case PASS, FAIL, WARN, WAIVED, NOT_APPLICABLE, SKIPPED -> true;
            case PENDING, ERROR, STALE, UNKNOWN -> false;
        };
    }

    /** The same question twice is one; whoever has answered it by these very facts is not asked again. */
    private String stands(Verdict verdict, Ask ask) {
        for (var one : asked) {
            if (!one.getOccurrence() && one.getControl().equals(verdict.control())) {
                return one.getId();
            }
        }
        var id = id(verdict, verdict.status() + "|" + verdict.factAt());
        @Nullable ReviewRequest before = requests.apply(id);
        if (before == null || before.getState() != ReviewState.ANSWERED) {
            open(id, verdict, ask);
        }
        return id;
    }

    private String occurred(Verdict verdict, Ask ask) {
        @Nullable Asked last = null;
        int waiting = 0;
        for (var one : asked) {
            if (one.getOccurrence() && one.getControl().equals(verdict.control())) {
                last = one;
                waiting++;
            }
        }
        if (last != null && waiting >= MOST) {
            var counting = known(last.getId());
            tell(ReviewRequest.newBuilder(counting)
                    .setCounted(counting.getCounted() + 1)
                    .build());
            return last.getId();
        }
        var id = id(verdict, judged.basis().leaf().getDigest());
        open(id, verdict, ask);
        return id;
    }

    private String id(Verdict verdict, String cause) {
        var row = judged.before();
        return ViolationId.of(verdict.control(), row.getTenant() + '|' + row.getSubject(), cause);
    }

    private void open(String id, Verdict verdict, Ask ask) {
        var row = judged.before();
        var basis = judged.basis();
        var due = basis.logTime().plus(ask.within());
        var confidence = verdict.confidence();
        var longer = new ArrayList<>(asked);
        longer.add(new Asked(id, verdict.control(), verdict.occurrence(), verdict.status(), basis.leaf(), due));
        asked = List.copyOf(longer);
        tell(new ReviewRequest(
                id,
                row.getTenant(),
                verdict.control(),
                verdict.version(),
                verdict.title(),
                row.getSubject(),
                judged.scope().getPath(),
                UnitSum.id(judged.scope().getKind(), judged.scope().getId()),
                ReviewState.OPEN,
                verdict.occurrence(),
                verdict.status(),
                confidence == null ? null : confidence.value(),
                ask.limit(),
                ask.why() + "; " + verdict.reason(),
                basis.eventId(),
                basis.eventType(),
                basis.actor(),
                basis.onBehalfOf(),
                basis.leaf(),
                basis.logTime(),
                due,
                1L,
                null,
                null,
                null));
    }

    private void settle(Asked one) {
        replace(one, null);
        tell(ReviewRequest.newBuilder(known(one.getId()))
                .setState(ReviewState.SETTLED)
                .setEndedAt(judged.basis().logTime())
                .setEndCause(judged.basis().leaf())
                .build());
    }

    private void replace(Asked one, @Nullable Asked other) {
        var left = new ArrayList<Asked>(asked.size());
        for (var each : asked) {
            if (!each.equals(one)) {
                left.add(each);
            } else if (other != null) {
                left.add(other);
            }
        }
        asked = List.copyOf(left);
    }

    private void tell(ReviewRequest request) {
        told.add(request);
    }

    private ReviewRequest known(String id) {
        for (int i = told.size() - 1; i >= 0; i--) {
            if (told.get(i).getId().equals(id)) {
                return told.get(i);
            }
        }
        var request = requests.apply(id);
        if (request == null) {
            throw new IllegalStateException("request " + id + " waits in the row of "
                    + judged.before().getSubject() + " and is not in the store: the two stores disagree");
        }
        return request;
    }
}
