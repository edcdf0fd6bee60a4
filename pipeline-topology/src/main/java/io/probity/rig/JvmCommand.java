package io.probity.rig;

import java.util.ArrayList;
import java.util.List;

/**
 * What to run in a JVM of its own; that JVM is the same JDK as ours.
 *
 * @param flags flags of the JVM, for example {@code -Xmx512m}
 * @param classPath as {@code -cp} wants it
 * @param mainClass binary name of the class to run
 * @param arguments what {@code main} gets
 */
public record JvmCommand(List<String> flags, String classPath, String mainClass, List<String> arguments) {

    /**
     * Flags for what lives for minutes and shares its processors with others: what the second compiler, and a collector with
     * threads of its own, cost at the start they would not earn back.
     */
    public static final List<String> SHORT_LIVED = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    /** The first JDK that warns of what Netty's and protobuf's Unsafe do, and has a flag against it (JEP 471). */
    private static final int WARNS_OF_UNSAFE = 23;

    /** Copies the lists. */
    public JvmCommand {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** A main class of ours, on the class path of the JVM that asks and with the flags that {@code ./probity} gives. */
    public static JvmCommand ours(Class<?> mainClass, String... arguments) {
        return new JvmCommand(
                ourFlags(), System.getProperty("java.class.path"), mainClass.getName(), List.of(arguments));
    }

    /** The same with more flags; a later flag wins over an earlier one. */
    public JvmCommand with(String... moreFlags) {
        return with(List.of(moreFlags));
    }

    /** The same with more flags; a later flag wins over an earlier one. */
    public JvmCommand with(List<String> moreFlags) {
        var all = new ArrayList<>(flags);
        all.addAll(moreFlags);
        return new JvmCommand(all, classPath, mainClass, arguments);
    }

    private static List<String> ourFlags() {
        var flags = new ArrayList<String>();
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.probity.model");
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
