package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.Mapping;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.normalise.RealRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the clauses that the packs name against lists of clauses that others published; the words are ours alone. */
class PackClausesTest {
    private static final Path PACKS = Path.of("..", "controls", "packs");
    private static final JsonMapper JSON = new JsonMapper();

    /** Clauses that the lists leave out, since they are of what a scanner of AWS, or an operating system, can look at. */
    private static final Map<String, List<String>> NOT_LISTED = Map.of(
            "soc2",
            List.of("CC4.1", "CC5.3"),
            "pci-dss-4",
            List.of("2.2.1", "6.2.3.1", "6.2.4", "6.5.1", "8.6.2", "12.1.1", "12.1.2"),
            "hipaa",
            List.of("164.316(b)(2)(iii)"),
            "gdpr",
            List.of("Art. 5", "Art. 24"));

    /** The standard's name before the colon of a clause, and how a published list spells what stands after it. */
    private record Standard(String name, UnaryOperator<String> spelling, List<String> lists) {}

    private static final Map<String, Standard> STANDARDS = Map.of(
            "soc2",
            new Standard("SOC 2", id -> id, List.of("prowler_ids/soc2_aws.json")),
            "iso-27001",
            new Standard("ISO 27001", id -> id, List.of("prowler_ids/iso27001_2022_aws.json")),
            "pci-dss-4",
            new Standard("PCI DSS 4", id -> id, List.of("prowler_ids/pci_4.0_aws.json")),
            "hipaa",
            new Standard("HIPAA", id -> id, List.of("complianceascode/hipaa.yml", "prowler/hipaa_aws.json")),
            "gdpr",
            new Standard("GDPR", id -> id.replaceAll("\\(.*", ""), List.of("prowler/gdpr_aws.json")),
            "nist-800-53",
            new Standard(
                    "NIST 800-53",
                    id -> id.toLowerCase(Locale.ROOT).replace('(', '.').replace(")", ""),
                    List.of(
                            "oscal/NIST_SP-800-53_rev5_LOW-baseline-resolved-profile_catalog-min.json",
                            "oscal/NIST_SP-800-53_rev5_HIGH-baseline_profile-min.json")));

    @Test
    void areAllOfTheStandardThatThePackIsNamedAfter() throws IOException {
        for (var pack : packs()) {
            var standard = standard(pack);
            assertThat(pack.requirements())
                    .isNotEmpty()
                    .allSatisfy(requirement -> assertThat(requirement.mappings())
                            .extracting(Mapping::id)
                            .containsExactly(standard.name() + ":" + requirement.id()));
        }
    }

    @Test
    void areOnesThatTheStandardHas() throws IOException {
        RealRows.orSkip();
        for (var pack : packs()) {
            var standard = standard(pack);
            var published = new TreeSet<>(NOT_LISTED.getOrDefault(pack.id(), List.of()));
            for (var list : standard.lists()) {
                published.addAll(
                        clauses(pack.id(), RealRows.DATA.resolve("frameworks").resolve(list)));
            }
            assertThat(pack.requirements().stream()
                            .map(Requirement::id)
                            .map(standard.spelling())
                            .toList())
                    .as(pack.id())
                    .isSubsetOf(published);
        }
    }

    @Test
    void listEveryControlButThoseThatThePageNames() throws IOException {
        var listed = new TreeSet<String>();
        packs().forEach(pack -> pack.requirements().forEach(it -> listed.addAll(it.controls())));
        var inNone = new TreeSet<String>();
        for (var control : CatalogFile.together(CatalogFile.read(List.of(PACKS.getParent())))
                .controls()) {
            if (!listed.contains(control.id())) {
                inNone.add("`" + control.id() + "`");
            }
        }

        assertThat(Files.readString(Path.of("..", "docs", "controls.md")).replaceAll("\\s+", " "))
                .contains("Six controls are in no pack, since no clause of the six plainly asks for them: "
                        + String.join(", ", inNone) + ".");
    }

    private static Standard standard(FrameworkDefinition pack) {
        return Objects.requireNonNull(STANDARDS.get(pack.id()), pack.id());
    }

    private static List<String> clauses(String pack, Path list) throws IOException {
        var text = Files.readString(list);
        if (list.toString().endsWith(".yml")) {
            return found("(?m)^ *- id: (\\S+)$", text);
        }
        var ids = found(
                "\"(?:Id|id)\": *\"([^\"]+)\"",
                JSON.readTree(text).toPrettyString().replace("\" :", "\":"));
        return switch (pack) {
            // cc_6_1, cc_c_1_1
            case "soc2" ->
                ids.stream()
                        .map(id -> id.replaceFirst("^cc_(?=[a-z])", ""))
                        .map(id -> id.toUpperCase(Locale.ROOT)
                                .replaceFirst("_", "")
                                .replace('_', '.'))
                        .toList();
            // the clause, and the running number of a check of it
            case "pci-dss-4" ->
                ids.stream().map(id -> id.substring(0, id.lastIndexOf('.'))).toList();
            // 164_312_a_2_i
            case "hipaa" -> ids.stream().map(PackClausesTest::paragraph).toList();
            // article_25
            case "gdpr" ->
                ids.stream().map(id -> id.replace("article_", "Art. ")).toList();
            case "nist-800-53" -> found("\"([a-z]{2}-\\d+(?:\\.\\d+)?)\"", text);
            default -> ids;
        };
    }

    private static String paragraph(String id) {
        var parts = id.split("_", -1);
        var paragraph = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            // the last letter below a Roman numeral is a capital
            var letter = i == 5 ? parts[i].toUpperCase(Locale.ROOT) : parts[i];
            paragraph.append(i == 1 ? "." + letter : "(" + letter + ")");
        }
        return paragraph.toString();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<FrameworkDefinition> packs() throws IOException {
        return CatalogFile.together(CatalogFile.read(List.of(PACKS))).frameworks();
    }
}
