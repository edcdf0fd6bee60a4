package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.document.LocatedTree;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prowler's JSON of a compliance framework of one provider. A check is a control of ours where the map says so, and external
 * otherwise.
 *
 * @see <a href="https://github.com/prowler-cloud/prowler/blob/master/docs/developer-guide/security-compliance-framework.mdx">Prowler:
 *     compliance frameworks</a>
 */
public final class ProwlerImport {
    static final String TOOL = "prowler";

    private final CheckMap map;
    private final KnownControls known;

    private final Names ids = new Names(id -> id);
    private final Set<String> judged = new TreeSet<>();
    private final Set<String> unmapped = new TreeSet<>();
    private final List<String> remarks = new ArrayList<>();

    /** For one file. */
    public ProwlerImport(CheckMap map, KnownControls known) {
        this.map = map;
        this.known = known;
    }

    public Imported read(String file, String text) {
        var tree = LocatedTree.json(file, text);
        var root = Foreign.root(tree);
        if (root.any("Framework").isMissingNode() && root.any("framework").isTextual()) {
            root.error(
                    "framework",
                    "this is Prowler's form for several providers, which is not read: give the file of one provider");
            return new Imported(
                    new Catalog(List.of(), List.of(), List.of(), List.of()), List.of(), List.copyOf(tree.problems()));
        }
        var title = named(root.needed("Framework"), root.text("Version"), root.text("Provider"));
        var name = root.text("Name");
        var version = root.text("Version");
        var framework = new FrameworkDefinition(
                Names.slug(title),
                version.isEmpty() ? "1" : version,
                Instant.EPOCH,
                name.isEmpty() ? title : name,
                root.text("Description"),
                null,
                root.objects("Requirements").stream().map(this::requirement).toList(),
                false);
        root.done();
        sum(root.left());
        var catalog = new Catalog(List.of(framework), List.of(), List.of(), List.of());
        return new Imported(catalog, List.copyOf(remarks), List.copyOf(tree.problems()));
    }

    private static String named(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    private Requirement requirement(Foreign json) {
        var given = json.needed("Id");
        var id = ids.unique(given);
        if (!id.equals(given)) {
            remarks.add("requirement `" + given + "` is there more than once: this one is `" + id + "`");
        }
        var controls = new LinkedHashSet<String>();
        var external = new LinkedHashSet<String>();
        json.texts("Checks").forEach(check -> check(check, controls, external));
        var requirement = new Requirement(
                id,
                json.text("Name"),
                json.text("Description"),
                List.copyOf(controls),
                external.stream()
                        .map(check -> new External(TOOL, check, JsonNodeFactory.instance.objectNode()))
                        .toList(),
                List.of());
        json.done();
        return requirement;
    }

    private void check(String check, Set<String> controls, Set<String> external) {
        var names = map.of(check);
        var missing = names.stream().filter(name -> known.find(name) == null).toList();
        if (names.isEmpty() || !missing.isEmpty()) {
            external.add(check);
            if (unmapped.add(check) && !missing.isEmpty()) {
                remarks.add("`" + check + "` is mapped to " + missing + ", which no controls file has");
            }
        } else {
            judged.add(check);
            controls.addAll(names);
        }
    }

    private void sum(List<String> left) {
        remarks.addAll(left);
        remarks.add(judged.size() + " checks are judged by controls here" + listed(judged));
        remarks.add(unmapped.size() + " checks are not judged here, kept as external" + listed(unmapped));
    }

    private static String listed(Set<String> checks) {
        return checks.isEmpty() ? "" : ": " + String.join(", ", checks);
    }
}
