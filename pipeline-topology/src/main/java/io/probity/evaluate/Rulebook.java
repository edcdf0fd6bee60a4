package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.evaluate.cel.Expressions;
import io.probity.evaluate.cel.Inputs;
import io.probity.evaluate.cel.Labels;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.RequirementRef;
import io.probity.model.Scope;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Every version of every definition that was ever published, compiled and indexed by event type. Immutable, so any thread
 * may judge by it while another makes the next one.
 *
 * <p>An event is judged by what was in force at its own effective time. Among versions with the same effectiveFrom the one
 * later in the log holds.
 */
public final class Rulebook {
    private final Expressions expressions;
    private final DefinitionBook book;
    private final Map<String, History<ControlVersion>> controls;
    private final Frameworks frameworks;
    private final Waivers waivers;
    private final PassThroughs passes;
    private final Units units;
    private final Keepers keepers;
    private final Timetable timetable;

    private Rulebook(Expressions expressions, DefinitionBook book) {
        this.expressions = expressions;
        this.book = book;
        this.controls = book.controls();
        this.frameworks = book.frameworks();
        this.waivers = book.waivers();
        this.passes = book.passes();
        this.units = book.scopes().units();
        this.keepers = book.keepers();
        this.timetable = new Timetable(this, keepers.timed());
    }

    /** No definitions, and a compiler of its own. */
    public static Rulebook empty() {
        return empty(new Expressions());
    }

    /** No definitions; what is published later is compiled by the given compiler, which several rulebooks may share. */
    public static Rulebook empty(Expressions shared) {
        return new Rulebook(shared, DefinitionBook.EMPTY);
    }

    /**
     * Puts one publish in force, whole; a commit record among its definitions is passed over. One with which the scope tree would not
     * hold together, that names what is not in it, or whose publisher approves what it lets be, puts nothing in force: as many are
     * {@linkplain #publishes in force} as before, and the last of the {@linkplain #faults faults} says why.
     */
    public Rulebook plus(List<Definition> publish) {
        return plus(publish, Instant.EPOCH);
    }

    /**
     * The same, at a place of the log.
     *
     * @param logTime of the commit: what happened before it, no control that comes with it has kept
     */
    Rulebook plus(List<Definition> publish, Instant logTime) {
        return new Rulebook(expressions, book.plus(publish, logTime, expressions));
    }

    /** How many publishes are in force. */
    public int publishes() {
        return book.publishes();
    }

    /** What is wrong with what was published, one line each, in the order of the log. */
    public List<String> faults() {
        return book.faults();
    }

    /** The times later than the given one at which a publish changes what is in force, in their order. */
    SortedSet<Instant> momentsAfter(Instant time, int publish) {
        return book.brought(publish).moments().tailSet(time, false);
    }

    /** True, and nearly always: no control, in any version, keeps anything. */
    boolean recallsNothing() {
        return keepers.recalling().isEmpty() && keepers.following().isEmpty();
    }

    /** False: no control, in any version, keeps anything of this type. */
    public boolean recalls(String eventType) {
        return keepers.recalling().names(eventType);
    }

    /** False: nothing that must follow an event, by any control in any version, is of this type. */
    public boolean follows(String eventType) {
        return keepers.following().names(eventType);
    }

    /** Keeps what the controls recall of an event, each by its version of the event's own time; before it is judged. */
    public void keep(AuditEvent event, Recollection recollection) {
        keep(event, Inputs.of(event), recollection);
    }

    /**
     * The same, of an event whose parts may have been read already.
     *
     * @return UNKNOWN for each control that keeps no more groups, for the first time
     */
    List<Judgement> keep(AuditEvent event, Inputs inputs, Recollection recollection) {
        return keepers.keep(event, inputs, recollection, units);
    }

    /** Keeps what may follow an event that has not come in yet; after it is judged, since no event follows itself. */
    public void keepFollower(AuditEvent event, Recollection recollection) {
        keepFollower(event, Inputs.of(event), recollection);
    }

    /** The same, of an event whose parts may have been read already: for each version by which an event may be judged that this one follows. */
    List<Judgement> keepFollower(AuditEvent event, Inputs inputs, Recollection recollection) {
        return keepers.keepFollower(event, inputs, recollection, units);
    }

    /** False: no control, in any version, listens to this type. */
    public boolean triggeredBy(String eventType) {
        return !listeners(eventType).all().isEmpty();
    }

    /** The controls that listen to a type, in any version. */
    Listeners listeners(String eventType) {
        return book.listening().to(eventType);
    }

    /**
     * Judges an event by every control that it triggers and that is for its scope, as of the event's own time.
     *
     * @param subject kind/id of the subject whose standing is at stake
     * @param facts what is known of it; values are JSON nodes or plain Java values
     * @return one judgement per control, in the order of the log; guards that did not hold are NOT_APPLICABLE
     */
    public List<Judgement> judge(AuditEvent event, String subject, Map<String, ?> facts) {
        return judge(event, subject, facts, Freshness.UNTIMED);
    }

    /** The same, where it is known how old the facts are. */
    public List<Judgement> judge(AuditEvent event, String subject, Map<String, ?> facts, Freshness freshness) {
        return judge(event, subject, facts, freshness, Recollection.NONE);
    }

    /** The same, where it is known what came before; what the event itself adds to that is {@linkplain #keep kept} already. */
    public List<Judgement> judge(
            AuditEvent event, String subject, Map<String, ?> facts, Freshness freshness, Recollection recollection) {
        var all = book.listening().to(event.getEventType()).all();
        return judge(new Sighting(event, Inputs.of(event), all), subject, facts, freshness, recollection);
    }

    private List<Judgement> judge(
            Sighting sighting, String subject, Map<String, ?> facts, Freshness freshness, Recollection recollection) {
        var event = sighting.event();
        var matter = Matter.of(sighting, subject, facts, freshness, recollection);
        return judgeAsOf(event.getEffective(), event.getScope(), matter, sighting.concerned());
    }

    /** Whom an event may concern: where it is nobody, nothing of its subject need be read to judge it. */
    Sighting sighted(AuditEvent event) {
        return sighted(event, listeners(event.getEventType()));
    }

    /** The same, where it is known who listens to its type. */
    static Sighting sighted(AuditEvent event, Listeners listeners) {
        var inputs = Inputs.of(event);
        return new Sighting(event, inputs, listeners.concernedBy(inputs));
    }

    /**
     * Judges an event as of its own time and in the scope that it names, and where the rules have changed since or the subject
     * is elsewhere now, as of the present too: how a subject stands is told by the newest facts under the rules of the present
     * where it is, and an event may come in when the rules or the path of its time are gone.
     *
     * @param newest the subject's scope, by the newest of its events
     * @param lastChange when what is in force last changed
     */
    Hearing hear(
            Sighting sighting,
            String subject,
            Map<String, ?> facts,
            Freshness freshness,
            Recollection recollection,
            Scope newest,
            Instant lastChange) {
        var event = sighting.event();
        var concerned = sighting.concerned();
        if (concerned.isEmpty()) {
            return Hearing.of(List.of());
        }
        var matter = Matter.of(sighting, subject, facts, freshness, recollection);
        var own = judgeAsOf(event.getEffective(), event.getScope(), matter, concerned);
        var overtaking = book.moments().floor(lastChange);
        boolean overtaken = overtaking != null && overtaking.isAfter(event.getEffective());
        if (!overtaken && newest.equals(event.getScope())) {
            return Hearing.of(own);
        }
        var now = overtaken ? lastChange : event.getEffective();
        return Hearing.of(own, judgeAsOf(now, newest, matter, concerned), it -> keepsWhatEventsSay(it, now));
    }

    /** Whether a control that judged an event by itself still does, so that a standing may rest on what it said. */
    boolean keepsWhatEventsSay(String control, Instant at) {
        var history = controls.get(control);
        var version = history == null ? null : history.at(at);
        return version != null && version.judges() == Judges.OCCURRENCE && !version.shadow();
    }

    /**
     * The same for a subject that is archived or deleted: what came about up to then is judged as of its own time and moves no
     * standing; what came about later is judged by nobody.
     *
     * @param ended since when it is
     */
    Hearing hearEnded(
            Sighting sighting,
            String subject,
            Map<String, ?> facts,
            Freshness freshness,
            Recollection recollection,
            Instant ended) {
        if (sighting.event().getEffective().isAfter(ended)) {
            return Hearing.of(List.of());
        }
        return Hearing.past(judge(sighting, subject, facts, freshness, recollection).stream()
                .filter(judgement -> !outlasts(judgement, ended))
                .toList());
    }

    /** Whether it hangs on what came about later, or would have. */
    private static boolean outlasts(Judgement judgement, Instant ended) {
        var opening = judgement.opening();
        return opening != null
                && (judgement.status() == Status.PENDING || opening.due().isAfter(ended));
    }

    private List<Judgement> judgeAsOf(Instant at, Scope scope, Matter matter, List<History<ControlVersion>> triggered) {
        if (triggered.isEmpty()) {
            return List.of();
        }
        var subject = matter.subject();
        boolean home = isHome(matter.event(), subject);
        var assigned = frameworks.assigned(scope, at);
        var judgements = new ArrayList<Judgement>(triggered.size());
        for (var history : triggered) {
            var control = history.at(at);
            if (control == null
                    || !(history.isOne() || control.triggeredBy(matter.event().getEventType()))
                    || !isFor(control, subject, home, matter.facts())) {
                continue;
            }
            var standing = frameworks.standing(control.definition(), subject, at, assigned);
            if (standing.holds()) {
                recalled(matter, control, history);
                var judgement = judge(control, matter.inputs(), standing, subject, scope, at);
                // by rules of whatever time: what the event found fresh was fresh, and has gone stale when it was due
                var fresh = matter.freshness().asOf(matter.event().getEffective(), judgement);
                judgements.add(
                        control.follow() == null || fresh.status() != Status.PASS
                                ? letThrough(matter, fresh, scope)
                                : awaited(matter, fresh, history, scope));
            }
        }
        return judgements;
    }

    /** By the event's own time, whichever rules judge it: what held when it happened let it through, or did not. */
    private Judgement letThrough(Matter matter, Judgement judgement, Scope scope) {
        return passes.under(judgement, scope, matter.event().getEffective());
    }

    /** What must follow it may have come in before, or its time be over. */
    private Judgement awaited(Matter matter, Judgement passed, History<ControlVersion> history, Scope scope) {
        var control = passed.control();
        var recollection = matter.recollection();
        var since = Recollection.begun(history, control, Objects.requireNonNull(control.follow()));
        var asked =
                Following.asked(passed, history.placeOf(control), matter.event(), matter.inputs(), recollection, since);
        var opening = asked.opening();
        var logTime = recollection.logTime();
        return opening == null || logTime == null || opening.due().isAfter(logTime)
                ? letThrough(matter, asked, scope)
                : overdue(control.id(), opening, matter.subject(), scope);
    }

    /** A version of a control, by its place in the order of the log. */
    History.Version<ControlVersion> version(String control, int place) {
        return Objects.requireNonNull(controls.get(control), control).versions().get(place);
    }

    /** The parameters of a control as they hold in a scope at a time. */
    Map<String, JsonNode> paramsIn(ControlVersion control, Scope scope, Instant at) {
        return control.paramsIn(scope, units, at);
    }

    /** What a control serves by what it says of a subject in a scope at a time. */
    List<RequirementRef> requirements(ControlVersion control, String subject, Scope scope, Instant at) {
        return frameworks.standing(control.definition(), subject, scope, at).requirements();
    }

    /**
     * What is said of an event that nothing has followed when the time is over: by the version that judged it, as long as there is a control
     * then, and by the waivers of then.
     *
     * @param scope the event's
     */
    Judgement missed(String control, Opening opening, String subject, Scope scope) {
        var due = opening.due();
        var version = version(control, opening.version()).value();
        var then = Objects.requireNonNull(controls.get(control)).at(due);
        var standing = frameworks.standing(version.definition(), subject, scope, due);
        var ended = opening.inShadow(then != null && then.shadow());
        var judgement = Following.missed(version, ended, standing, then != null && standing.holds());
        return judgement.status() == Status.FAIL ? waivers.under(judgement, subject, scope, due) : judgement;
    }

    /** The same, and under which pass-through it is let through then. */
    Judgement overdue(String control, Opening opening, String subject, Scope scope) {
        return passes.under(missed(control, opening, subject, scope), scope, opening.due());
    }

    /** What the control recalls is read when an expression of it first names it: a guard that does not hold reads nothing. */
    private static void recalled(Matter matter, ControlVersion control, History<ControlVersion> history) {
        var inputs = matter.inputs();
        if (control.recalls().isEmpty() || matter.recollection().isNone()) {
            inputs.recallingNothing(); // nearly always
            return;
        }
        var at = matter.event().getEffective();
        inputs.recalling(
                control.recallNames(),
                name -> control.recalls().stream()
                        .filter(recall -> recall.definition().name().equals(name))
                        .findFirst()
                        .map(recall -> matter.recollection()
                                .read(recall, inputs, Recollection.begun(history, control, recall), at))
                        .orElse(null));
    }

    /**
     * What is judged.
     *
     * @param inputs what expressions see of it, made once for all controls
     */
    private record Matter(
            AuditEvent event,
            String subject,
            Map<String, ?> facts,
            Freshness freshness,
            Recollection recollection,
            Inputs inputs) {
        static Matter of(
                Sighting sighting,
                String subject,
                Map<String, ?> facts,
                Freshness freshness,
                Recollection recollection) {
            return new Matter(
                    sighting.event(),
                    subject,
                    facts,
                    freshness,
                    recollection,
                    sighting.inputs().knowing(facts));
        }
    }

    private Judgement judge(
            ControlVersion control, Inputs inputs, Standing standing, String subject, Scope scope, Instant at) {
        inputs.with(control.paramsIn(scope, units, at));
        var judged = Judge.judge(control, inputs, standing.requirements());
        var judgement = control.sureness() == null
                ? judged
                : judged.sure(control.sureness().of(judged.status(), inputs));
        return judgement.status() == Status.FAIL ? waivers.under(judgement, subject, scope, at) : judgement;
    }

    /** A control that names no kind of subject is for the subjects that events are at home with, each event judged once. */
    private static boolean isFor(ControlVersion control, String subject, boolean home, Map<String, ?> facts) {
        var applies = control.definition().applies();
        return (applies.kinds().isEmpty() ? home : applies.kinds().contains(kind(subject)))
                && (applies.labels().isEmpty() || Labels.match(applies.labels(), facts));
    }

    private static boolean isHome(AuditEvent event, String subject) {
        var home = event.getSubjects().get(0);
        return subject.length() == home.getKind().length() + 1 + home.getId().length()
                && subject.startsWith(home.getKind())
                && subject.endsWith(home.getId());
    }

    private static String kind(String subject) {
        var slash = subject.indexOf('/');
        return slash < 0 ? subject : subject.substring(0, slash);
    }

    /**
     * Judges a subject again because of one change: the state controls that the change touched and that need no event.
     * Controls over event, data or raw keep their standing, and so do those of whose facts none is known.
     *
     * @param home whether events are at home with the subject; false where it is known from mentions alone
     * @param touched ids of the controls that it makes a difference to: {@link #touchedBy}
     * @return new standings; NOT_APPLICABLE where a standing ends, if there is one, because the control was retired or is no
     *     longer for the subject
     */
    List<Judgement> settle(
            String subject,
            Scope scope,
            boolean home,
            Map<String, ?> facts,
            Freshness freshness,
            Change change,
            Set<String> touched) {
        var at = change.at();
        var judgements = new ArrayList<Judgement>();
        for (var entry : controls.entrySet()) {
            var history = entry.getValue();
            var version = history.versionAt(at);
            if (version == null || !touched.contains(entry.getKey())) {
                continue;
            }
            var control = version.value();
            if (version.retired()) {
                judgements.add(ended(control, "the control was retired"));
                continue;
            }
            if (control.shadow()) {
                judgements.add(ended(control, "the control is in shadow mode now"));
                continue;
            }
            if (control.judges() != Judges.STATE) {
                var before = history.before(change);
                if (before != null && !before.retired() && before.value().judges() == Judges.STATE) {
                    judgements.add(ended(control, "the control judges each event by itself now"));
                }
                continue; // what events said of it stays
            }
            var standing = frameworks.standing(control.definition(), subject, scope, at);
            if (!standing.holds() || !isFor(control, subject, home, facts)) {
                judgements.add(ended(control, "the control is no longer for this subject"));
            } else if (control.needsNoEvent() && !Collections.disjoint(control.factNames(), facts.keySet())) {
                var judgement = judge(control, Inputs.of(facts, at), standing, subject, scope, at);
                judgements.add(passes.under(freshness.asOf(at, judgement), scope, at));
            }
        }
        return judgements;
    }

    /** Whether a scope or a unit covers a scope at a time. */
    boolean covers(ScopeRef ref, Scope scope, Instant at) {
        return units.covers(ref, scope, at);
    }

    /** Whether there is a unit of the name at a time. */
    boolean hasUnit(String unit, Instant at) {
        return units.isInForce(unit, at);
    }

    /** The ids of all controls, in whatever version. */
    Set<String> controlIds() {
        return controls.keySet();
    }

    /** When the clock alone makes a subject to be judged. */
    Timetable timetable() {
        return timetable;
    }

    /** Whether a state control has a say in how a subject stands at a time; one that names no fact that is known has none. */
    boolean standsFor(ControlVersion control, SubjectState row, Map<String, ?> facts, Instant at) {
        return !Collections.disjoint(control.factNames(), facts.keySet())
                && isFor(control, row.getSubject(), row.getHome(), facts)
                && frameworks
                        .standing(control.definition(), row.getSubject(), row.getScope(), at)
                        .holds();
    }

    /**
     * Judges a subject that a control {@linkplain #standsFor stands for}, by what is known of it, as of a time. Where that is too
     * old by then, nothing is evaluated: how it stood is stale, whatever it was.
     */
    Judgement judgeState(ControlVersion control, SubjectState row, Map<String, ?> facts, Instant at) {
        var standing = frameworks.standing(control.definition(), row.getSubject(), row.getScope(), at);
        var freshness = new Freshness(row.getFacts());
        var before = row.getStandings().get(control.id());
        var expiry = freshness.expiry(control);
        if (expiry != null && !at.isBefore(expiry.at()) && before != null && Freshness.perishes(before.getStatus())) {
            var reason = Freshness.reason(expiry, before.getStatus());
            var requirements = standing.holds() ? standing.requirements() : before.getRequirements();
            var stale = new Judgement(control, Status.STALE, reason, List.of(), requirements);
            return passes.under(stale, row.getScope(), at);
        }
        var judgement = judge(control, Inputs.of(facts, at), standing, row.getSubject(), row.getScope(), at);
        return passes.under(freshness.asOf(at, judgement), row.getScope(), at);
    }

    /** All versions of a pass-through; null where none has the id. */
    @Nullable History<PassThroughDefinition> passThrough(String id) {
        return passes.histories().get(id);
    }

    /**
     * The ids of the controls that a change makes a difference to: their own versions, frameworks, assignments, waivers, and the units
     * that these name.
     */
    Set<String> touchedBy(Change change) {
        return book.controlsTouchedBy(change);
    }

    private static Judgement ended(ControlVersion control, String reason) {
        return new Judgement(control, Status.NOT_APPLICABLE, reason, List.of(), List.of());
    }
}
