package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
}
