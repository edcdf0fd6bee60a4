package io.probity.rig;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback that nobody listens on at the moment of asking, and that no other JVM is given by this class as long
 * as this one lives.
 *
 * <p>A server binds its port seconds after it was found, and not at all while it is down. Meanwhile UDP's port of the same
 * number, which no engine uses, is bound by us, and with it the number is taken; the kernel lets go of it when this JVM ends.
 */
public final class FreePorts {
    /**
     * Below what Linux (32768) and macOS (49152) hand out to connecting sockets. A port from above could be taken while
     * its server is down, even by the very client that tries to reach it: on the loopback such a client can end up
     * connected to itself.
     */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 1_000;

    /** Never closed: that is their whole use. */
    private static final Set<DatagramSocket> CLAIMS = ConcurrentHashMap.newKeySet();

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
        var found = new ArrayList<Integer>();
        for (int i = 0; i < TRIES && found.size() < count; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isClaimed(port)) {
                found.add(port);
            }
        }
        if (found.size() < count) {
            throw new IllegalStateException("no " + count + " free ports between " + FIRST + " and " + LAST);
        }
        return List.copyOf(found);
    }

    /** Whether the port is ours from now on. */
    private static boolean isClaimed(int port) {
        try {
            var claim = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (isFree(port)) {
                return CLAIMS.add(claim);
            }
            claim.close();
            return false;
        } catch (SocketException taken) {
            return false;
        }
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
