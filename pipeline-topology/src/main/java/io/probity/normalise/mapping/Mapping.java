package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.FieldTable;
import io.probity.normalise.shape.Reshape;
import io.probity.types.Registration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider, described.
 *
 * @param source name of the source
 * @param version rises whenever the same record would be read differently
 * @param shapes one line for people
 * @param reshape brings a record to plain objects before anything else; null: it is one already
 * @param unwrap where a record holds several events: a way in, from place to place; the first that leads anywhere counts
 * @param needed what must have a value in every event
 * @param variants tried in order; the first whose condition holds fills the event. There is always one
 * @param fields the classes of the paths of the provider's object
 * @param types event types that come with the source
 */
record Mapping(
        String source,
        int version,
        String shapes,
        @Nullable Reshape reshape,
        List<List<Place>> unwrap,
        List<Needed> needed,
        List<Variant> variants,
        FieldTable fields,
        List<Registration> types,
        List<Test> tests) {
    /** What a test calls the subjects of an event. */
    static final String SUBJECTS = "subjects";
    /** What a mapping calls those that come behind them. */
    static final String CONCERNS = "concerns";

    /**
     * What must have a value.
     *
     * @param written as the mapping says it, for people
     */
    record Needed(String written, Rule rule) {}

    /**
     * One shape of event.
     *
     * @param when null: always
     * @param rules those of all variants, and its own, which win
     * @param subjects the home subject first; empty: the scope is
     * @param concerns what else it concerns: each may give several
     * @param around the places outside of the item that its fields are read from
     */
    record Variant(
            String name,
            @Nullable Condition when,
            Map<Field, Rule> rules,
            List<SubjectRule> subjects,
            List<SubjectRule> concerns,
            List<Rule.At> around) {
        static Variant of(
                String name,
                @Nullable Condition when,
                Map<Field, Rule> rules,
                List<SubjectRule> subjects,
                List<SubjectRule> concerns) {
            var fields = new EnumMap<Field, Rule>(rules);
            // When it was collected is the delivery's, and another one the next time.
            var told = fields.entrySet().stream()
                    .filter(entry -> entry.getKey() != Field.COLLECTED)
                    .map(Map.Entry::getValue);
            var around = Stream.concat(
                            told,
                            Stream.concat(subjects.stream(), concerns.stream())
                                    .flatMap(subject -> Stream.of(subject.kind(), subject.id())))
                    .flatMap(Rule::all)
                    .filter(Rule.At.class::isInstance)
                    .map(Rule.At.class::cast)
                    .filter(Rule.At::aroundIt)
                    .distinct()
                    .toList();
            return new Variant(name, when, fields, subjects, concerns, around);
        }

        @Nullable Rule rule(Field field) {
            return rules.get(field);
        }
    }

    /** A subject that an event concerns; left out where it has no id. */
    record SubjectRule(Rule kind, Rule id) {}

    /**
     * A test written in the file.
     *
     * @param expect by field, the text that it must have; null: none
     * @param refused the reason that the record must be refused for; null: it must be accepted
     */
    record Test(
            String name,
            JsonNode given,
            Map<String, String> headers,
            Map<String, @Nullable String> expect,
            @Nullable String refused) {}
}
