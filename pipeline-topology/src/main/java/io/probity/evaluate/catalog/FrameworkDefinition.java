package io.probity.evaluate.catalog;

import io.probity.model.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A named set of requirements, which scopes are held to by an {@link AssignmentDefinition}. */
public record FrameworkDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String name,
        String description,
        List<Requirement> requirements,
        boolean retired) {

    /**
     * A statement that is satisfied when all of its controls are.
     *
     * @param controls ids or aliases
     */
    public record Requirement(String id, String title, List<String> controls, List<Mapping> mappings) {}

    /**
     * Where a requirement stands in a published standard.
     *
     * @param id the clause, for example {@code SOC 2:CC8.1}
     * @param relation how the requirement, as the source, relates to the clause, as the target
     * @see <a href="https://pages.nist.gov/OSCAL/learn/concepts/layer/control/mapping/">OSCAL's control mapping model</a>, whose
     *     words these are ({@code relationship} in oscal_mapping-common_metaschema.xml)
     */
    public record Mapping(String id, Relation relation) {
        /** Of a mapping that gives none: the weakest, since it claims no more than that the two share something. */
        static final Relation DEFAULT = Relation.INTERSECTS_WITH;

        /** As OSCAL and catalog files write it: {@code subset-of}. */
        static String word(Relation relation) {
            return relation.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
