package io.probity.evaluate.catalog;

import io.probity.document.NearestName;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Checks emergency pass-throughs: that they let something through, and are not over.
 *
 * @param now one that expires at it or before is over
 */
public record PassThroughLint(Instant now) {

    /** Notes what it finds in the files; read it with {@link CatalogFile#problems}. */
    public void check(List<CatalogFile> files) {
        var controls = new HashMap<String, ControlDefinition>();
        files.stream().flatMap(file -> file.catalog().controls().stream()).forEach(control -> {
            controls.put(control.id(), control);
            control.aliases().forEach(alias -> controls.putIfAbsent(alias, control));
        });
        var ids = new HashSet<String>();
        for (var file : files) {
            var passes = file.catalog().passes();
            for (int i = 0; i < passes.size(); i++) {
                var at = "/passes/" + i;
                if (!ids.add(passes.get(i).id())) {
                    file.error(at + "/id", "pass-through `" + passes.get(i).id() + "` is given twice");
                }
                if (!passes.get(i).retired()) {
                    check(file, at, passes.get(i), controls);
                }
            }
        }
    }

    private void check(
            CatalogFile file, String at, PassThroughDefinition pass, Map<String, ControlDefinition> controls) {
        if (!pass.expires().isAfter(now)) {
            file.warning(at + "/expires", "the pass-through was over at " + pass.expires() + ": take it out");
        }
        for (int i = 0; i < pass.controls().size(); i++) {
            var name = pass.controls().get(i);
            var control = controls.get(name);
            if (control == null) {
                file.error(
                        at + "/controls/" + i,
                        "there is no control `" + name + "`" + NearestName.hint(name, controls.keySet()));
            } else if (control.mode() != Mode.ENFORCE) {
                file.warning(
                        at + "/controls/" + i,
                        "`" + name + "` stops nothing that could be let through: its mode is not enforce");
            }
        }
    }
}
