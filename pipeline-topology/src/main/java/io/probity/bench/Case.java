package io.probity.bench;

import io.probity.rig.ChildJvm;
import io.probity.rig.Committed;
import io.probity.rig.JvmCommand;
import io.probity.serde.AvroSerdes;
import java.nio.file.Path;
import java.util.Map;

/** One of the two programs under test. */
sealed interface Case permits BareCase, PipelineCase {
    /** As the report calls it. */
    String name();

    /** The same, and what tells it from others of its name in one run. */
    default String title() {
        return name();
    }

    /** Its main class. */
    Class<?> main();

    /** The topic that its last hop writes. */
    String last();

    /** Records of {@link #last} at the least, when all is done. */
    long expected(int partitions);

    /**
     * Whether every event is accounted for, asked after the measuring: figures of a run that lost one would be worth
     * nothing.
     *
     * @return what there is to say of it
     * @throws IllegalStateException if one is not
     */
    String verify(Committed committed, AvroSerdes avro, int partitions);

    /** A JVM of its own with a fixed heap, the same for both. */
    default ChildJvm start(Map<String, String> settings, Path log) {
        return ChildJvm.start(JvmCommand.ours(main(), Flags.write(settings)).with("-Xms1g", "-Xmx1g"), log);
    }
}
