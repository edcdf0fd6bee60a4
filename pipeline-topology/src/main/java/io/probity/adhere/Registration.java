package io.probity.adhere;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Basis;
import io.probity.model.Adherence;
import io.probity.model.SubjectState;
import io.probity.own.OwnEvent;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** That a subject which nobody has registered came under what its scope holds for all: the frameworks that are assigned there. */
final class Registration {
    static final String TYPE = "subject_registered";
    /** Acts, and no things that are there: each request is a subject, and a notice of each would be a second log. */
    private static final Set<String> ACTS = Set.of("request");

    private Registration() {}

    /**
     * The notice; null where a control stood for the subject before, where none that an assigned framework has does now, and where no
     * event of the subject is the cause.
     *
     * @param after the subject's row with what the step made of its standings
     */
    static @Nullable OwnEvent of(Judged judged, SubjectState after) {
        var before = judged.before();
        if (!before.getStandings().isEmpty()
                || after.getStandings().isEmpty()
                || !judged.basis().trigger().equals(Basis.EVENT)) {
            return null;
        }
        int slash = after.getSubject().indexOf('/');
        var kind = after.getSubject().substring(0, slash);
        var frameworks = frameworks(after);
        return ACTS.contains(kind) || frameworks.isEmpty()
                ? null
                : notice(judged, after, kind, after.getSubject().substring(slash + 1), frameworks);
    }

    private static Set<String> frameworks(SubjectState row) {
        var frameworks = new TreeSet<String>();
        for (Adherence standing : row.getStandings().values()) {
            standing.getRequirements().forEach(requirement -> frameworks.add(requirement.getFramework()));
        }
        return frameworks;
    }

    private static OwnEvent notice(Judged judged, SubjectState row, String kind, String id, Set<String> frameworks) {
        var data = JsonNodeFactory.instance.objectNode();
        data.put("event", judged.basis().eventId());
        var list = data.putArray("frameworks");
        frameworks.forEach(list::add);
        var leaf = judged.basis().leaf().getDigest();
        return new OwnEvent(
                row.getTenant(),
                OwnEvent.id(TYPE, List.of(row.getTenant(), row.getSubject(), leaf)),
                TYPE,
                judged.basis().at().truncatedTo(ChronoUnit.MILLIS),
                kind,
                id,
                row.getScope(),
                null,
                data);
    }
}
