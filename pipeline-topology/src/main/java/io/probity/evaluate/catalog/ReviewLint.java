package io.probity.evaluate.catalog;

import io.probity.document.NearestName;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Measure;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks how a control says how sure it is, and when somebody is to look, as part of the whole. */
record ReviewLint(ControlLint lint) {

    void check(CatalogFile file, String at, ControlDefinition control) {
        var review = control.review();
        if (!control.confidence().isEmpty()) {
            var confidence = compiled(file, at + "/confidence", control, control.confidence());
            if (confidence != null && confidence.roots().contains("recall")) {
                file.error(
                        at + "/confidence",
                        "what is recalled is no number that is known for certain: name the event or facts");
            }
            if (control.followedBy() != null) {
                file.error(
                        at + "/confidence",
                        "what must follow decides here, and when the time is over nobody says how sure that is: leave"
                                + " `confidence` or `followedBy` out");
            }
        }
        if (review != null) {
            limit(file, at + "/review/below", control, review.below());
            if (control.mode() == Mode.SHADOW) {
                file.warning(at + "/review", "in shadow mode nobody is asked: `review` causes nothing");
            }
        }
        for (int i = 0; i < control.tests().size(); i++) {
            if (control.tests().get(i).review() != null && review == null) {
                file.error(at + "/tests/" + i, "without `review` in the control nobody is asked: leave `review` out");
            }
        }
    }

    private void limit(CatalogFile file, String at, ControlDefinition control, String text) {
        var below = text.isEmpty() ? null : compiled(file, at, control, text);
        if (below == null) {
            return; // said already
        }
        if (!Set.of("params").containsAll(below.roots())) {
            file.error(at, "`below` is a number or made of `params`: what is sure enough hangs on no event");
        } else if (below.roots().isEmpty()) {
            share(file, at, text, text);
        } else if (text.startsWith("params.")) {
            var value = control.params().get(text.substring("params.".length()));
            if (value != null) {
                share(file, at, text, value.asText());
            }
        }
    }

    private static void share(CatalogFile file, String at, String text, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number <= 1) {
                return;
            }
        } catch (NumberFormatException sum) {
            if (text.equals(value)) {
                return; // made of several numbers; where it gives none from 0 to 1, somebody is always asked
            }
        }
        file.error(at, "`below` must be more than 0 and 1 at most: `" + text + "` is " + value);
    }

    private @Nullable Measure compiled(CatalogFile file, String at, ControlDefinition control, String text) {
        try {
            var measure = lint.expressions().measure(text);
            for (var name : new TreeSet<>(measure.membersOf("params"))) {
                if (!control.params().containsKey(name)) {
                    file.error(
                            at,
                            "`params." + name + "` is not given"
                                    + NearestName.hint(name, control.params().keySet()));
                }
            }
            return measure;
        } catch (ExpressionException wrong) {
            file.error(at, String.valueOf(wrong.getMessage()));
            return null;
        }
    }
}
