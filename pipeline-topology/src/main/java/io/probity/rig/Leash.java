package io.probity.rig;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a main class on a leash: when the process that started this one ends, however it ends, this one is gone too.
 *
 * <p>The leash is the standard input, a pipe whose other end only the parent holds. The kernel closes it even after a
 * kill -9 of the parent, which no shutdown hook and no list of process ids can promise.
 *
 * <p>This class file is copied beside engines that know nothing of us, so it uses the JDK alone.
 */
public final class Leash {
    /** What a shell reports for a process that was killed. */
    private static final int KILLED = 137;

    private Leash() {}

    /**
     * Ties the leash, then runs another main class in this JVM.
     *
     * @param arguments the name of the class to run, then its own arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().name("leash").daemon().start(Leash::dieWithTheParent);
        var main = Class.forName(arguments[0]).getMethod("main", String[].class);
        // A main class need not be public, as quick ones in tests are not.
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            // Exactly what the java launcher does with what main throws: print it, and exit 1.
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }

    private static void dieWithTheParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes to a leash; whatever comes is not for us.
            }
        } catch (IOException e) {
            // A broken pipe says what its end says: nobody holds us any more.
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
