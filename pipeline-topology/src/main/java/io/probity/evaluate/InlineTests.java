package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.AuditEvent;
import io.probity.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the tests that authors write inside their controls: no Kafka, no framework, one control at a time. */
public record InlineTests(Expressions expressions) {

    /**
     * How one test went.
     *
     * @param actual NOT_APPLICABLE too where the event does not even trigger the control
     * @param review whether the test expects that somebody is asked to look at the verdict; null: it does not say
     * @param asks whether somebody is
     */
    public record Outcome(
            String control,
            String test,
            Status expected,
            Status actual,
            String reason,
            @Nullable Boolean review,
            boolean asks) {
        public boolean passed() {
            return expected == actual && (review == null || review == asks);
        }

        /** What it came to, in words: the status, and a review where the test is about one. */
        public String was() {
            return review == null ? actual.name() : actual + (asks ? " and a review" : " and no review");
        }

        /** The same of what was expected. */
        public String wanted() {
            return review == null ? expected.name() : expected + (review ? " and a review" : " and no review");
        }
    }

    public List<Outcome> run(ControlDefinition control) {
        var outcomes = new ArrayList<Outcome>();
        for (var test : control.tests()) {
            var published = Definitions.of(control.with(test.params()), "test");
            var rulebook = Rulebook.empty(expressions).plus(List.of(published));
            outcomes.add(run(rulebook, control, test));
        }
        return outcomes;
    }

    private static Outcome run(Rulebook rulebook, ControlDefinition control, ControlDefinition.Test test) {
        AuditEvent event;
        var before = new ArrayList<AuditEvent>();
        var then = new ArrayList<AuditEvent>();
        try {
            for (var earlier : test.before()) {
                before.add(PartialEvent.complete(earlier, type(control), kind(control)));
            }
            event = PartialEvent.complete(test.event(), type(control), kind(control));
            for (var later : test.then()) {
                then.add(PartialEvent.complete(later, type(control), kind(control)));
            }
        } catch (IllegalArgumentException | java.time.DateTimeException unreadable) {
            return new Outcome(
                    control.id(),
                    test.name(),
                    test.expect(),
                    Status.ERROR,
                    "an event of the test cannot be read: " + unreadable.getMessage(),
                    test.review(),
                    false);
        }
        var home = event.getSubjects().getFirst();
        Map<String, JsonNode> facts = test.facts();
        var subject = home.getKind() + "/" + home.getId();
        var recollection = new Recollection(Memory.inProcess(), event.getTenant() + '|' + subject, null);
        before.forEach(earlier -> rulebook.keep(earlier, recollection));
        before.forEach(earlier -> rulebook.keepFollower(earlier, recollection));
        rulebook.keep(event, recollection);
        var judgements = hears(control)
                ? rulebook.judge(event, subject, facts, Freshness.UNTIMED, recollection)
                : rulebook.settle(
                        subject,
                        event.getScope(),
                        true,
                        facts,
                        Freshness.UNTIMED,
                        Change.committed(rulebook.publishes(), event.getEffective()),
                        Set.of(control.id()));
        return judgements.isEmpty()
                ? new Outcome(
                        control.id(),
                        test.name(),
                        test.expect(),
                        Status.NOT_APPLICABLE,
                        "the event does not trigger the control, or it is not for this subject",
                        test.review(),
                        false)
                : outcome(
                        control,
                        test,
                        later(rulebook, judgements.getFirst(), event, then, test, recollection.subject()));
    }

    /** What is said of the event when the later ones have come in, and when the test looks. */
    private static Judgement later(
            Rulebook rulebook,
            Judgement first,
            AuditEvent event,
            List<AuditEvent> then,
            ControlDefinition.Test test,
            String subject) {
        var awaited = new Awaited(rulebook);
        var judgement = awaited.opened(first, event, subject);
        var opening = judgement.opening();
        if (judgement.status() != Status.PENDING || opening == null) {
            return judgement;
        }
        for (var each : then) {
            for (var answer : awaited.answered(each, subject, null)) {
                return answer.judgement();
            }
        }
        return test.at() == null
                ? judgement
                : awaited.over(event.getEffective().plus(test.at())).stream()
                        .map(Awaited.Decided::judgement)
                        .findFirst()
                        .orElse(judgement);
    }

    private static Outcome outcome(ControlDefinition control, ControlDefinition.Test test, Judgement judgement) {
        var confidence = judgement.confidence();
        var ask = confidence == null ? null : confidence.ask();
        return new Outcome(
                control.id(),
                test.name(),
                test.expect(),
                judgement.status(),
                ask == null ? judgement.reason() : ask.why() + "; " + judgement.reason(),
                test.review(),
                ask != null && !control.mode().equals(Mode.SHADOW));
    }

    /** False: timers alone make it be judged, and of the test's event only its time counts. */
    private static boolean hears(ControlDefinition control) {
        return control.triggers().isEmpty() || control.triggers().stream().anyMatch(Trigger.OnEvent.class::isInstance);
    }

    private static String type(ControlDefinition control) {
        return control.triggers().stream()
                .filter(Trigger.OnEvent.class::isInstance)
                .map(trigger -> ((Trigger.OnEvent) trigger).type())
                .findFirst()
                .orElse("test");
    }

    private static String kind(ControlDefinition control) {
        return control.applies().kinds().isEmpty()
                ? "test"
                : control.applies().kinds().getFirst();
    }
}
