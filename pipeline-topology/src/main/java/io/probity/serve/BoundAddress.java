package io.probity.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;

/** Where the endpoint will listen: bound before there is anything to answer with, so that other instances can be told. */
public final class BoundAddress {
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;

    private BoundAddress(ServerSocketChannel channel, InetSocketAddress address) {
        this.channel = channel;
        this.address = address;
    }

    /**
     * Binds.
     *
     * @param port 0 for a free one
     * @throws IllegalStateException naming the address, if it cannot be bound
     */
    public static BoundAddress of(String host, int port) {
        try {
            var channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(new InetSocketAddress(host, port));
                return new BoundAddress(
                        channel,
                        new InetSocketAddress(host, ((InetSocketAddress) channel.getLocalAddress()).getPort()));
            } catch (IOException | UnresolvedAddressException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | UnresolvedAddressException e) {
            throw new IllegalStateException(
                    "the endpoint cannot listen on " + host + ":" + port + ": choose another http.port", e);
        }
    }

    /** Host and port by which others reach it; where it is bound to every address, the name of this machine. */
    public String advertised() {
        var host = address.getAddress().isAnyLocalAddress() ? nameOfThisMachine() : address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    private static String nameOfThisMachine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }

    String host() {
        return address.getHostString();
    }

    int port() {
        return address.getPort();
    }

    ServerSocketChannel channel() {
        return channel;
    }
}
