package io.probity.bench;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Catalogs of any size that say the same of the mix: the shipped controls that listen to what the mix has for them, and as many
 * more as are wanted. Those listen to the types of the mix, spread evenly, and ask for another team's scope, for actions and for a
 * time of processing, as a platform's own controls would; none of them applies. So what a catalog costs by its size alone can
 * be told from what its verdicts cost.
 */
public final class SizedCatalog {
    private final List<ControlDefinition> met;

    /** @param shipped the catalog that ships */
    SizedCatalog(Catalog shipped) {
        this.met = shipped.controls().stream()
                .filter(control -> control.triggers().stream().anyMatch(SizedCatalog::isJudged))
                .toList();
    }

    private static boolean isJudged(Trigger trigger) {
        return trigger instanceof Trigger.OnEvent(var type) && MixEvents.JUDGED.contains(type);
    }

    /**
     * Whether a catalog can be as small as that.
     *
     * @throws IllegalArgumentException if not
     */
    public static void requireEnough(Catalog shipped, List<Integer> sizes) {
        int fewest = new SizedCatalog(shipped).met.size();
        if (sizes.stream().anyMatch(size -> size < fewest)) {
            throw new IllegalArgumentException("the mix meets " + fewest + " controls: no catalog can have fewer");
        }
    }

    /**
     * A catalog, with no framework, so that each control is for everybody.
     *
     * @param controls how many; not fewer than the mix meets
     */
    Catalog of(int controls) {
        var text = new StringBuilder("controls:\n");
        var types = Stream.concat(MixEvents.JUDGED.stream(), MixEvents.UNJUDGED.stream())
                .sorted()
                .toList();
        for (int i = 0; i < controls - met.size(); i++) {
            text.append(control(i, types.get(i % types.size())));
        }
        var file = CatalogFile.parse("generated", text.toString());
        if (!file.problems().isEmpty()) {
            throw new IllegalStateException(
                    "the generated catalog is broken: " + file.problems().getFirst());
        }
        var all = new ArrayList<>(met);
        all.addAll(file.catalog().controls());
        return new Catalog(List.of(), all, List.of(), List.of());
    }

    private static String control(int number, String type) {
        return """
                  - id: bench-%1$05d
                    title: A control of another team
                    judges: occurrence
                    triggers: [{event: %2$s}]
                    when: >-
                      event.scope.path.startsWith("team-%1$d/") && event.action in ["%3$s", "%3$s.again", "%3$s.forced"]
                      && event.metadata.processingTime >= 100
                    expect: data.attempt < params.most
                    params: {most: 3}
                """.formatted(number, type, type.replace('_', '.'));
    }
}
