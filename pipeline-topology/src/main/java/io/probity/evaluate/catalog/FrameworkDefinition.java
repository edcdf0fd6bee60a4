package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.model.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named set of requirements, which scopes are held to by an {@link AssignmentDefinition}.
 *
 * @param owner the scope whose it is: it is assigned there and below, and nowhere else; null: anywhere
 */
public record FrameworkDefinition(
        String id,
        String version,
        Instant effectiveFrom,
        String name,
        String description,
        @Nullable ScopeRef owner,
        List<Requirement> requirements,
        boolean retired) {

    /** Before the id of a policy: with it, the subject that the policy is. */
    static final String POLICY = "policy/";

    /**
     * A statement that is satisfied when all of its controls are.
     *
     * @param controls ids or aliases
     * @param external what other tools check of it, and nothing here judges
     * @param policy the subject, kind/id, of which alone its controls speak for it: a policy document that satisfies it; null: of all
     */
    public record Requirement(
            String id,
            String title,
            String description,
            List<String> controls,
            List<External> external,
            List<Mapping> mappings,
            @Nullable String policy) {

        /** One that no policy satisfies. */
        public Requirement(
                String id,
                String title,
                String description,
                List<String> controls,
                List<External> external,
                List<Mapping> mappings) {
            this(id, title, description, controls, external, mappings, null);
        }
    }

    /**
     * A check of another tool, kept so that nothing of what was imported is lost.
     *
     * @param tool for example {@code prowler}; empty where nobody says
     * @param name the tool's own
     * @param form the check as the tool writes it, less its name; empty where the name says all
     */
    public record External(String tool, String name, JsonNode form) {
        /** From {@code prowler:iam_root_mfa_enabled}. */
        static External of(String text) {
            int colon = text.indexOf(':');
            return new External(
                    colon < 0 ? "" : text.substring(0, colon),
                    text.substring(colon + 1),
                    JsonNodeFactory.instance.objectNode());
        }

        @Override
        public String toString() {
            return tool.isEmpty() ? name : tool + ":" + name;
        }
    }

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
        public static String word(Relation relation) {
            return relation.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
