package io.probity.wire;

import java.util.regex.Pattern;

/**
 * What the logs of a deployment are called, one for each partition of each generation: the origin of their checkpoints, which must be
 * unlike any other log's in the world, and the name of the key that signs them.
 *
 * @param name without a space, a plus or a slash at its end, such as {@code example.com/audit}
 * @param generation of partitions, from 1
 */
public record LogName(String name, int generation) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+(/[a-zA-Z0-9._-]+)*");
    private static final int LONGEST = 200;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if a checkpoint could not bear it
     */
    public LogName {
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must be words of letters, digits, points, dashes and underscores with"
                    + " slashes between them, such as example.com/audit, and of " + LONGEST + " characters at most");
        }
    }

    /** The log of one partition: {@code example.com/audit/g1/p0}. */
    public String of(int partition) {
        return name + "/g" + generation + "/p" + partition;
    }
}
