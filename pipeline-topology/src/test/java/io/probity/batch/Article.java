package io.probity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One version of one definition. */
sealed interface Article {
    String id();

    String version();

    /** From when on it holds. */
    Instant from();

    /** True: from then on there is no such thing. */
    boolean retired();

    /** When it changes what is in force. */
    Set<Instant> moments();

    /**
     * A control.
     *
     * @param occurrence false: it judges the state
     * @param kinds of subjects; empty: whoever an event is at home with
     * @param types of events that it listens to
     * @param every null: it has no timer
     * @param guard null: it always applies
     * @param evidence the fact that does not last; null: all do
     * @param ttl how long it does, the tolerance with it
     * @param wanted its parameter
     * @param elsewhere its parameter in some places, in the order in which they are written
     * @param recalls what it keeps of earlier events
     * @param follow what must follow; null: nothing
     */
    record Control(
            String id,
            String version,
            Instant from,
            boolean retired,
            boolean occurrence,
            boolean shadow,
            List<String> kinds,
            List<String> types,
            @Nullable Duration every,
            @Nullable Condition guard,
            Condition expect,
            @Nullable String evidence,
            Duration ttl,
            String wanted,
            Map<String, String> elsewhere,
            List<Recall> recalls,
            @Nullable Follow follow)
            implements Article {
        @Override
        public Set<Instant> moments() {
            return Set.of(from);
        }

        /** Whether a gate is to stop what it fails: half of them, by their ids. */
        boolean enforced() {
            return !shadow && id.hashCode() % 2 == 0;
        }

        /** What must follow, as far as anybody can tell of a version of which that can be read. */
        @Nullable Follow asks() {
            return retired || expect == Condition.BROKEN ? null : follow;
        }

        /** What it recalls, likewise. */
        List<Recall> recalled() {
            return retired || expect == Condition.BROKEN ? List.of() : recalls;
        }
    }

    /**
     * What is kept of earlier events.
     *
     * @param name under which conditions find it
     * @param types of events that are kept
     * @param where null: all of them are
     * @param group of both: the same; null: all are of one
     * @param distinct which events are told apart by; null: nothing is
     * @param most events that are kept of one group
     */
    record Recall(
            String name,
            List<String> types,
            @Nullable Condition where,
            @Nullable Word group,
            Duration within,
            @Nullable Word distinct,
            int most) {}

    /**
     * What must follow an event.
     *
     * @param types of events of which one must
     * @param where null: all of them do
     * @param group of both: the same; null: all are of one
     * @param distinct of both: another; null: nothing is asked
     */
    record Follow(
            List<String> types,
            @Nullable Condition where,
            @Nullable Word group,
            @Nullable Word distinct,
            Duration within) {}

    /** A word that an event says, as the engine reads it, and as Java. */
    enum Word {
        TOOL("data.tool", Line.Told::tool),
        ACTION("event.action", Line.Told::action);

        final String cel;

        @SuppressWarnings("ImmutableEnumChecker") // of a method
        private final Function<Line.Told, @Nullable String> said;

        Word(String cel, Function<Line.Told, @Nullable String> said) {
            this.cel = cel;
            this.said = said;
        }

        @Nullable String of(Line.Told event) {
            return said.apply(event);
        }
    }

    /**
     * A framework, by the controls that it lists.
     *
     * @param ofPolicy those that it asks of the subject {@link #POLICY} alone
     */
    record Framework(
            String id, String version, Instant from, boolean retired, List<String> controls, List<String> ofPolicy)
            implements Article {
        static final String POLICY = "policy/1";

        /** Whether it lists a control, for some subject. */
        boolean lists(String control) {
            return controls.contains(control) || ofPolicy.contains(control);
        }

        boolean lists(String control, String subject) {
            return controls.contains(control) || (subject.equals(POLICY) && ofPolicy.contains(control));
        }

        @Override
        public Set<Instant> moments() {
            return Set.of(from);
        }
    }

    /**
     * An assignment of a framework to a scope.
     *
     * @param path {@code *} for every scope, {@code @u} for those of the unit u
     * @param end the first instant no longer; null: none
     */
    record Assignment(
            String id,
            String version,
            Instant from,
            boolean retired,
            String framework,
            String path,
            Instant begin,
            @Nullable Instant end)
            implements Article {
        @Override
        public Set<Instant> moments() {
            return after(from, begin, end);
        }
    }

    /**
     * A waiver.
     *
     * @param subject null: the path decides
     * @param path null: the subject decides
     */
    record Waiver(
            String id,
            String version,
            Instant from,
            boolean retired,
            String control,
            @Nullable String subject,
            @Nullable String path,
            Instant begin,
            Instant end)
            implements Article {
        @Override
        public Set<Instant> moments() {
            return after(from, begin, end);
        }
    }

    /**
     * An emergency that lets through what controls would stop.
     *
     * @param path as of an assignment
     * @param controls none: all
     * @param end the first instant no longer, seven days after the beginning at most
     */
    record Pass(
            String id,
            String version,
            Instant from,
            boolean retired,
            String path,
            List<String> controls,
            Instant begin,
            Instant end)
            implements Article {
        @Override
        public Set<Instant> moments() {
            return after(from, begin, end);
        }
    }

    /**
     * A unit of the scope tree.
     *
     * @param parent null: it is a root
     * @param members paths
     */
    record Unit(
            String id,
            String version,
            Instant from,
            boolean retired,
            @Nullable String parent,
            List<String> members) implements Article {
        @Override
        public Set<Instant> moments() {
            return Set.of(from);
        }
    }

    String WAIVES = "carol";
    String LETS_THROUGH = "eve";

    /** Who puts it into a publish: nobody of whom it is said, somebody who has no say in it, or, seldom, who approves it. */
    default @Nullable String publisher(String publish) {
        return switch (Math.floorMod((publish + id() + version()).hashCode(), 12)) {
            case 0 -> "Carol ";
            case 1 -> LETS_THROUGH;
            case 2, 3, 4 -> "dave";
            default -> null;
        };
    }

    /** Whether who publishes it lets something be by it. */
    default boolean isOwn(String publish) {
        return !retired()
                && switch (this) {
                    case Waiver it -> "Carol ".equals(publisher(publish));
                    case Pass it -> LETS_THROUGH.equals(publisher(publish));
                    case Control it -> false;
                    case Framework it -> false;
                    case Assignment it -> false;
                    case Unit it -> false;
                };
    }

    private static Set<Instant> after(Instant from, Instant begin, @Nullable Instant end) {
        var moments = new TreeSet<>(Set.of(from));
        if (begin.isAfter(from)) {
            moments.add(begin);
        }
        if (end != null && end.isAfter(from)) {
            moments.add(end);
        }
        return moments;
    }
}
