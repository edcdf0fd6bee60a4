package io.probity.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback that nobody listens on at the moment of asking. */
public final class FreePorts {
    /**
     * Below what Linux (32768) and macOS (49152) hand out to connecting sockets. A port from above could be taken while
     * its server is down, even by the very client that tries to reach it: on the loopback such a client can end up
     * connected to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    /** One free port. */
    public static int one() {
        return some(1).getFirst();
    }

    /**
     * Several free ports, all different.
     *
     * @throws IllegalStateException if 1,000 tries do not find that many
     */
    public static List<Integer> some(int count) {
        var found = new LinkedHashSet<Integer>();
        for (int i = 0; i < TRIES && found.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IllegalStateException("no " + count + " free ports between " + FIRST + " and " + LAST);
        }
        return List.copyOf(found);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
