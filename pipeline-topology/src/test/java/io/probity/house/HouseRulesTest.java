package io.probity.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.PunctuationType;
import org.jspecify.annotations.NullMarked;

/** The rules of the house, each with its reason. A rule nobody can give a reason for is deleted. */
@AnalyzeClasses(packages = "io.probity", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String HOUSE = "io.probity.";

    /** Rooms, each with the rooms within it, such as normalise.gitlab. */
    private static final List<String> STAGES = List.of(
            "reroute",
            "normalise",
            "validate",
            "enrich",
            "transform",
            "broadcast",
            "ledger.number",
            "ledger.dedupe",
            "ledger.seal",
            "ledger.tree",
            "ledger.extent",
            "evaluate",
            "adhere",
            "tier",
            "outputs",
            "findings",
            "rollup",
            "balance",
            "index");

    private static final String[] LEDGER = in("ledger", "evaluate", "adhere", "tier", "outputs", "findings", "leaf");

    @ArchTest
    static final ArchRule dependenciesRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("schemas")
            .definedBy(in("model", "canonical", "integrity", "registry", "serde"))
            .layer("wire")
            .definedBy(in(
                    "wire",
                    "draft",
                    "leaf",
                    "own",
                    "types",
                    "document",
                    "context",
                    "keys",
                    "detect",
                    "rejected",
                    "scim"))
            .layer("stages")
            .definedBy(in(STAGES.toArray(String[]::new)))
            .layer("flow")
            .definedBy(in("flow"))
            .layer("serve")
            .definedBy(in("serve"))
            .layer("door")
            .definedBy(in("door"))
            .layer("app")
            .definedBy(in("app"))
            .layer("doors")
            .definedBy(in("cli", "demo", "bench", "chaos"))
            .whereLayer("doors")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("app")
            .mayOnlyBeAccessedByLayers("doors")
            .whereLayer("door")
            .mayOnlyBeAccessedByLayers("app", "doors")
            .whereLayer("serve")
            .mayOnlyBeAccessedByLayers("door", "app", "doors")
            .whereLayer("flow")
            .mayOnlyBeAccessedByLayers("app", "doors")
            .whereLayer("stages")
            .mayOnlyBeAccessedByLayers("flow", "app", "doors")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("stages", "flow", "serve", "door", "app", "doors")
            .because("who reads a room must not have to know the rooms after it");

    @ArchTest
    static final ArchRule stagesAreIslands = slices().assignedFrom(new Stages())
            .should()
            .notDependOnEachOther()
            .because("the order of the stages is written once, in flow");

    @ArchTest
    static final ArchRule kafkaStopsAtTheDoor = noClasses()
            .that(resideInAnyPackage(in(STAGES.toArray(String[]::new))))
            .and(not(are(aDoor())))
            .should()
            .dependOnClassesThat(are(resideInAPackage("org.apache.kafka..").and(not(aRowOfAStore()))))
            .because("what a stage thinks must be testable without a topology; a map of rows is no topology");

    @ArchTest
    static final ArchRule theCanonicalFormKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage(in("canonical", "integrity"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.probity.registry..", "io.probity.serde..")
            .because("a verifier that checks digests must not need a broker's client");

    @ArchTest
    static final ArchRule integrityIsThePlainJdk = classes()
            .that()
            .resideInAPackage("io.probity.integrity..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.probity.integrity..", "org.jspecify..")
            .allowEmptyShould(true)
            .because("connectors and verifiers carry it into processes that we do not choose");

    @ArchTest
    static final ArchRule theEndpointSeesStoresAndNeverAStage = noClasses()
            .that()
            .resideInAPackage("io.probity.serve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(in(STAGES.toArray(String[]::new)))
            .because("an answer is what the stores say, and never a second opinion");

    @ArchTest
    static final ArchRule theDoorKnowsNoStreams = noClasses()
            .that()
            .resideInAPackage("io.probity.door..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.streams..")
            .because("it takes events while no pipeline runs");

    @ArchTest
    static final ArchRule theLedgerHasNoNetworkAndNoVendor = noClasses()
            .that()
            .resideInAnyPackage(LEDGER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.net..",
                    "javax.net..",
                    "java.nio.channels..",
                    "org.apache.kafka.clients..",
                    "io.probity.registry..",
                    "io.probity.app..",
                    "jakarta.ws.rs..",
                    "org.eclipse.jetty..",
                    "org.apache.http..",
                    "com.amazonaws..",
                    "software.amazon..",
                    "com.google.cloud..",
                    "com.azure..",
                    "io.confluent..")
            .because("a replay years later must reach the same verdicts with nothing around it");

    @ArchTest
    static final ArchRule theLedgersClockIsItsTicks = noClasses()
            .that()
            .resideInAnyPackage(in("ledger", "evaluate", "adhere", "tier", "leaf", "index"))
            .should()
            .accessField(PunctuationType.class, "WALL_CLOCK_TIME")
            .orShould()
            .accessField(PunctuationType.class, "STREAM_TIME")
            .because("only what is in the log may drive the ledger: ticks are, punctuations are not");

    @ArchTest
    static final ArchRule timeComesWithTheRecord = noClasses()
            .that()
            .resideOutsideOfPackages(in("app", "serve", "door", "cli", "demo", "rig", "bench", "chaos", "registry"))
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethodWhere(are(anyClock()))
            .because(
                    "a replay must give the same answer as the first run; the registry client alone measures how long it waits");

    @ArchTest
    static final ArchRule theLedgerThrowsNoDice = noClasses()
            .that()
            .resideInAnyPackage(LEDGER)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .because("a replay must give the same answer as the first run");

    @ArchTest
    static final ArchRule namesSayWhat = noClasses()
            .should()
            .haveNameMatching(".*[.$]\\w*(Utils?|Helpers?|Manager|Impl|Base|Common)$")
            .because("such a name says where code was put and not what it does");

    @ArchTest
    static final ArchRule everyPackageSaysWhereNullMayBe = classes()
            .that(not(are(generated())))
            .should(resideInANullMarkedPackage())
            .because("null is declared or an error, and the checker looks at marked packages alone");

    @ArchTest
    static final ArchRule statePassesThroughNoStatics = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(not(are(generated())))
            .and(not(are(madeByTheCompiler())))
            .should()
            .beFinal()
            .andShould(beOfATypeThatCannotChange())
            .because("two pipelines in one process must not meet, and a test must leave nothing behind");

    @ArchTest
    static final ArchRule recordsHaveNoMirrors = noClasses()
            .that(not(are(resideInAPackage("io.probity.model.."))))
            .should()
            .beAssignableTo(SpecificRecordBase.class)
            .because("the generated record is the record; a mirror of it would drift");

    private static String[] in(String... rooms) {
        return List.of(rooms).stream().map(room -> HOUSE + room + "..").toArray(String[]::new);
    }

    /** Which room a class is in. */
    private static final class Stages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            for (var stage : STAGES) {
                var room = HOUSE + stage;
                if (javaClass.getPackageName().equals(room)
                        || javaClass.getPackageName().startsWith(room + '.')) {
                    return SliceIdentifier.of(stage);
                }
            }
            return SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "stages";
        }
    }

    /** Wiring and state access: *Stage, *Processor, *Supplier, *Topology, and what lies within them. */
    private static DescribedPredicate<JavaClass> aDoor() {
        return DescribedPredicate.describe("doors", it -> {
            var outer = it;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return outer.getSimpleName().matches(".*(Stage|Processor|Supplier|Topology)");
        });
    }

    /** The interface of a store, which a test can give rows of its own. */
    private static DescribedPredicate<JavaClass> aRowOfAStore() {
        return nameMatching("org\\.apache\\.kafka\\.streams\\.(state\\.KeyValue(Store|Iterator)|KeyValue)")
                .forSubtype();
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaMethodCall> anyClock() {
        return DescribedPredicate.describe(
                "a clock of the system",
                call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                        && call.getName().startsWith("system"));
    }

    private static DescribedPredicate<JavaClass> generated() {
        return resideInAPackage("io.probity.model..").or(nameMatching(".*package-info"));
    }

    private static DescribedPredicate<JavaField> madeByTheCompiler() {
        return DescribedPredicate.describe(
                "made by the compiler",
                field -> field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || field.getName().startsWith("$"));
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean marked = javaClass.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        javaClass, marked, "package " + javaClass.getPackageName() + " of " + javaClass.getName()));
            }
        };
    }

    private static ArchCondition<JavaField> beOfATypeThatCannotChange() {
        var changing = List.of(
                "java.util.concurrent.atomic.",
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.HashMap",
                "java.util.ArrayList",
                "java.util.HashSet",
                "java.lang.StringBuilder"); // scratch space of a thread may be static: nothing is kept in it
        return new ArchCondition<>("be of a type that cannot change") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                var type = field.getRawType().getName();
                events.add(new SimpleConditionEvent(
                        field, changing.stream().noneMatch(type::startsWith), field.getFullName() + " is a " + type));
            }
        };
    }
}
