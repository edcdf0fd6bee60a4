package io.probity.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection that posts a batch, waits for the answer, and posts the next. As cheap as can be, since it shares its processors
 * with what it measures: the request is made once, and of the answer nothing is read but its status, its length and how many
 * were accepted.
 */
final class DoorLoad implements Callable<Integer> {
    private static final String LENGTH = "content-length:";
    private static final int SHOWN = 200;

    private final int port;
    private final byte[] request;
    private final AtomicInteger left;
    private final String accepted;

    /**
     * A connection to be.
     *
     * @param minimal asks for no receipts
     * @param left requests, shared with the other connections
     */
    DoorLoad(int port, byte[] body, int events, boolean minimal, AtomicInteger left) {
        this.port = port;
        byte[] head =
                ("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length + (minimal ? "\r\nPrefer: return=minimal" : "") + "\r\n\r\n")
                        .getBytes(US_ASCII);
        this.request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        this.left = left;
        this.accepted = "{\"accepted\":" + events + ",";
    }

    /** How many requests it has made. */
    @Override
    public Integer call() throws IOException {
        int made = 0;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            var out = socket.getOutputStream();
            while (left.getAndDecrement() > 0) {
                out.write(request);
                answer(in);
                made++;
            }
        }
        return made;
    }

    private void answer(InputStream in) throws IOException {
        var status = line(in);
        int length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        byte[] begin = in.readNBytes(Math.min(length, SHOWN));
        if (!status.startsWith("HTTP/1.1 202") || !new String(begin, US_ASCII).startsWith(accepted)) {
            throw new IOException(status + ": " + new String(begin, US_ASCII));
        }
        in.skipNBytes(length - begin.length);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the door hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
