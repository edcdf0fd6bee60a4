package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void findsDifferentPortsThatCanBeListenedOn() throws IOException {
        var ports = FreePorts.some(20);

        assertThat(ports).hasSize(20).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
        for (int port : ports) {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    /** Two test runs at once, or a registry that is away for a minute: its port must still be its own when it comes back. */
    @Test
    void givesNoOtherJvmAPortAsLongAsThisOneLives() throws IOException {
        int port = FreePorts.one();

        assertThatExceptionOfType(SocketException.class)
                .as("what another JVM meets when it claims the same")
                .isThrownBy(() -> new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }
}
