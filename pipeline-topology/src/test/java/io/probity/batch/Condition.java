package io.probity.batch;

import io.probity.batch.Line.Told;
import io.probity.batch.Recalling.Remembered;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Conditions twice: as the engine reads them, and as Java. */
enum Condition {
    APPROVED("facts.approval == 'yes'", false, "approval") {
        @Override
        Answer of(Seen seen) {
            return seen.is("approval", "yes");
        }
    },
    WANTED("facts.policy_result == params.wanted", false, "policy_result") {
        @Override
        Answer of(Seen seen) {
            return seen.is("policy_result", seen.wanted());
        }
    },
    EITHER("facts.approval == 'yes' || facts.policy_result == 'ok'", false, "approval", "policy_result") {
        @Override
        Answer of(Seen seen) {
            return seen.is("approval", "yes").or(seen.is("policy_result", "ok"));
        }
    },
    NO_DRIFT("facts.drift.all(it, facts.drift[it] == false)", false, "drift") {
        @Override
        Answer of(Seen seen) {
            return seen.facts().get("drift") instanceof Map<?, ?> drift
                    ? Answer.of(drift.values().stream().allMatch(Boolean.FALSE::equals))
                    : Answer.UNKNOWN;
        }
    },
    LIVES("facts.lifecycle != 'archived'", false, "lifecycle") {
        @Override
        Answer of(Seen seen) {
            return seen.is("lifecycle", "archived").not();
        }
    },
    EVEN_HOUR("facts.approval == 'yes' && now.getHours() % 2 == 0", false, "approval") {
        @Override
        Answer of(Seen seen) {
            return seen.is("approval", "yes").and(Answer.of(seen.hour() % 2 == 0));
        }
    },
    EARLY("facts.policy_result == 'ok' || now.getHours() < 15", false, "policy_result") {
        @Override
        Answer of(Seen seen) {
            return seen.is("policy_result", "ok").or(Answer.of(seen.hour() < 15));
        }
    },
    NOT_SKIPPED("facts.policy_result != 'skip'", false, "policy_result") {
        @Override
        Answer of(Seen seen) {
            return seen.is("policy_result", "skip").not();
        }
    },
    DAYTIME("now.getHours() < 18", false) {
        @Override
        Answer of(Seen seen) {
            return Answer.of(seen.hour() < 18);
        }
    },
    TOOL("data.tool == 'plan'", true) {
        @Override
        Answer of(Seen seen) {
            return seen.toolIsPlan();
        }
    },
    TOOL_OR_APPROVED("data.tool == 'plan' || facts.approval == 'yes'", true, "approval") {
        @Override
        Answer of(Seen seen) {
            return seen.toolIsPlan().or(seen.is("approval", "yes"));
        }
    },
    GOES("event.action == 'go'", true) {
        @Override
        Answer of(Seen seen) {
            return Answer.of(Objects.requireNonNull(seen.event()).action().equals("go"));
        }
    },
    MISTYPED("facts.approval > 3", false, "approval") {
        @Override
        Answer of(Seen seen) {
            return seen.facts().containsKey("approval") ? Answer.ERROR : Answer.UNKNOWN;
        }
    },
    /** A verdict in words; one of them is that the control does not apply, which is an answer. */
    WORDS(
            "facts.policy_result == 'ok' ? 'warn' : facts.policy_result == 'bad' ? 'fail' : 'not_applicable'",
            "policy_result") {
        @Override
        String word(Seen seen) {
            return switch ((String) seen.facts().get("policy_result")) {
                case null -> "UNKNOWN";
                case "ok" -> "WARN";
                case "bad" -> "FAIL";
                default -> Life.ANSWERED;
            };
        }
    },
    /** What it reads is no word of the list. */
    NO_WORD("facts.policy_result", "policy_result") {
        @Override
        String word(Seen seen) {
            return seen.facts().containsKey("policy_result") ? "ERROR" : "UNKNOWN";
        }
    },
    LATER("facts.approval == 'yes' ? 'Pass' : now.getHours() < 12 ? 'skipped' : 'PENDING'", "approval") {
        @Override
        String word(Seen seen) {
            return switch (seen.is("approval", "yes")) {
                case YES -> "PASS";
                case NO -> seen.hour() < 12 ? "SKIPPED" : "PENDING";
                case UNKNOWN, ERROR -> "UNKNOWN";
            };
        }
    },
    FEW("recall.a.count < 2", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("a", it -> it.fewerThan(2));
        }
    },
    MANY_OR_APPROVED("recall.a.count >= 3 || facts.approval == 'yes'", true, "approval") {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("a", it -> it.fewerThan(3)).not().or(seen.is("approval", "yes"));
        }
    },
    JUST_ONE("recall.a.count == 1", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("a", it -> it.fewerThan(1).not().and(it.fewerThan(2)));
        }
    },
    ALL_THE_SAME("recall.a.distinct <= 1", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("a", it -> it.fewerValuesThan(2));
        }
    },
    NOT_AGAIN("!(event.action in recall.a.values)", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled(
                            "a",
                            it -> it.has(Objects.requireNonNull(seen.event()).action()))
                    .not();
        }
    },
    TOOL_KNOWN("data.tool in recall.a.values", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled(
                    "a", it -> it.has(Objects.requireNonNull(seen.event()).tool()));
        }
    },
    AT_ONCE("recall.a.first == recall.a.last", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled(
                    "a",
                    it -> it.first() == null || it.last() == null
                            ? Answer.UNKNOWN
                            : Answer.of(it.first().equals(it.last())));
        }
    },
    IN_ORDER("recall.a.last < recall.b.last", true) {
        @Override
        Answer of(Seen seen) {
            return seen.inOrder();
        }
    },
    NONE_OR_IN_ORDER("recall.b.count == 0 || recall.a.last < recall.b.last", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("b", it -> it.fewerThan(1)).or(seen.inOrder());
        }
    },
    BOTH_IN_ORDER("recall.b.count > 0 && recall.a.last < recall.b.last", true) {
        @Override
        Answer of(Seen seen) {
            return seen.recalled("b", it -> it.fewerThan(1)).not().and(seen.inOrder());
        }
    },
    /** Does not compile: nobody can say what it looks at. */
    BROKEN("facts.approval ==", false) {
        @Override
        Answer of(Seen seen) {
            return Answer.ERROR;
        }
    };

    /** As the engine reads it. */
    final String cel;

    /** True: it gives a verdict in words, and none of the answers of logic. */
    final boolean says;

    final boolean needsEvent;
    /** That it names. */
    @SuppressWarnings("ImmutableEnumChecker") // of Set.of
    final Set<String> facts;

    Condition(String cel, boolean needsEvent, String... facts) {
        this.cel = cel;
        this.says = false;
        this.needsEvent = needsEvent;
        this.facts = Set.of(facts);
    }

    Condition(String cel, String fact) {
        this.cel = cel;
        this.says = true;
        this.needsEvent = false;
        this.facts = Set.of(fact);
    }

    /** Whether it names one of what a control recalls. */
    boolean names(String recall) {
        return cel.contains("recall." + recall);
    }

    Answer of(Seen seen) {
        throw new IllegalStateException(this + " gives words");
    }

    /** The status that it gives. */
    String word(Seen seen) {
        throw new IllegalStateException(this + " gives no words");
    }

    /** Three answers of logic, and a fault. */
    enum Answer {
        YES,
        NO,
        UNKNOWN,
        ERROR;

        static Answer of(boolean yes) {
            return yes ? YES : NO;
        }

        Answer not() {
            return this == YES ? NO : this == NO ? YES : this;
        }

        Answer and(Answer other) {
            return this == NO || other == NO ? NO : this == YES ? other : this;
        }

        Answer or(Answer other) {
            return not().and(other.not()).not();
        }
    }

    /**
     * What a condition looks at.
     *
     * @param facts those that are known; a text, or for a fact of many things a map
     * @param event null where there is none
     * @param recalled of earlier events, by name; without what cannot be known
     */
    record Seen(
            Map<String, Object> facts,
            @Nullable Told event,
            Instant now,
            String wanted,
            Map<String, Remembered> recalled) {
        Answer recalled(String name, Function<Remembered, Answer> asked) {
            var known = recalled.get(name);
            return known == null ? Answer.UNKNOWN : asked.apply(known);
        }

        /** Whether the last of one came before the last of another. */
        Answer inOrder() {
            return recalled(
                    "a",
                    a -> recalled(
                            "b",
                            b -> a.last() == null || b.last() == null
                                    ? Answer.UNKNOWN
                                    : Answer.of(a.last().isBefore(b.last()))));
        }

        Answer is(String fact, String text) {
            var value = facts.get(fact);
            return value == null ? Answer.UNKNOWN : Answer.of(value.equals(text));
        }

        Answer toolIsPlan() {
            var tool = Objects.requireNonNull(event).tool();
            return tool == null ? Answer.UNKNOWN : Answer.of(tool.equals("plan"));
        }

        int hour() {
            return now.atOffset(ZoneOffset.UTC).getHour();
        }
    }
}
