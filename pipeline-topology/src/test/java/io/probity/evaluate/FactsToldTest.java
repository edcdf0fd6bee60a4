package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A fact that nobody tells leaves its control UNKNOWN for ever, and nothing else shows it. */
class FactsToldTest {
    private static final Pattern FACT = Pattern.compile("facts\\.\\??(\\w+)");

    @Test
    void everyFactThatAShippedControlReadsIsToldBySomeType() throws IOException {
        var told = new TreeSet<String>();
        EventTypes.shipped()
                .all()
                .forEach(type -> type.facts().keySet().forEach(name -> told.add(name.split("\\.", 2)[0])));
        var untold = new TreeMap<String, TreeSet<String>>();
        var files = CatalogFile.read(List.of(Path.of("..", "controls")));
        for (var control : CatalogFile.together(files).controls()) {
            var names = FACT.matcher(control.expect() + " " + control.verdict() + " " + control.when());
            while (names.find()) {
                if (!told.contains(names.group(1))) {
                    untold.computeIfAbsent(control.id(), id -> new TreeSet<>()).add(names.group(1));
                }
            }
        }

        assertThat(files).isNotEmpty();
        assertThat(untold).isEmpty();
    }
}
