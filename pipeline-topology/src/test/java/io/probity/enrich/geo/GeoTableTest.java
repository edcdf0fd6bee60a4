package io.probity.enrich.geo;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.Problem;
import io.probity.model.GeoContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoTableTest {
    private final GeoTable shipped = GeoTable.shipped();

    @ParameterizedTest
    @CsvSource({
        "10.255.255.255, private",
        "11.0.0.0, public",
        "172.15.255.255, public",
        "172.16.0.0, private",
        "172.32.0.0, public",
        "192.168.0.1, private",
        "100.64.0.1, shared",
        "127.0.0.53, loopback",
        "169.254.169.254, link_local",
        "192.0.2.1, documentation",
        "198.51.100.1, documentation",
        "203.0.113.255, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, reserved",
        "0.0.0.0, reserved",
        "192.0.0.8, reserved",
        "192.0.0.9, public",
        "192.0.0.11, reserved",
        "8.8.8.8, public",
        "::, reserved",
        "::1, loopback",
        "::2, public",
        "fe80::1, link_local",
        "febf::1, link_local",
        "fec0::1, public",
        "fd00::1, private",
        "ff02::1, multicast",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, multicast",
        "2001:db8::1, documentation",
        "2001:db9::1, public",
        "3fff:0fff::1, documentation",
        "2606:4700::1, public"
    })
    void knowsTheSpecialNetworks(String address, String network) {
        assertThat(shipped.at(address)).isEqualTo(new GeoContext(null, network));
    }

    /** The first and the last address of each block: public where IANA says that it can be reached, and nowhere else. */
    @ParameterizedTest
    @CsvFileSource(resources = "/geo/iana-special.csv", numLinesToSkip = 5)
    void callsPublicWhatIanaCallsReachable(String block, @Nullable String reachable) throws UnknownHostException {
        var slash = block.indexOf('/');
        byte[] first = InetAddress.getByName(block.substring(0, slash)).getAddress();
        int bits = Integer.parseInt(block.substring(slash + 1));
        byte[] last = first.clone();
        for (int bit = bits; bit < last.length * 8; bit++) {
            last[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        for (var address : List.of(first, last)) {
            var text = InetAddress.getByAddress(address).getHostAddress();
            var place = Objects.requireNonNull(shipped.at(text), text);
            assertThat("public".equals(place.getNetwork())).as(text).isEqualTo("yes".equals(reachable));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                " 10.0.0.1 ",
                "10.0.0.1:443",
                "10.0.0.1:",
                "::ffff:10.0.0.1",
                "::FFFF:0a00:0001",
                "[::ffff:10.0.0.1]:443",
                "[fd00::1]",
                "[fd00::1]:8080",
                "fd00::1%eth0",
                "[fd00::1%25en1]:1"
            })
    void readsAnAddressHoweverItIsWritten(String clientIp) {
        assertThat(shipped.at(clientIp)).isEqualTo(new GeoContext(null, "private"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "cloudformation.amazonaws.com",
                "AWS Internal",
                "deadbeef",
                "face.example",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1.1",
                "10.0.0.1/8",
                "10.0.0.1, 10.0.0.2",
                "10.0.0.1:http",
                "10.0.0.1:1234567",
                "[10.0.0.1",
                "[::1]x",
                "[]",
                "%eth0",
                ":",
                ":::",
                "::1::2",
                "1:2:3:4:5:6:7:8:9",
                "<script>",
                "\u0661\u0660.0.0.1",
                "unknown"
            })
    void takesNothingElseForAnAddress(String clientIp) {
        assertThat(shipped.at(clientIp)).isNull();
    }

    @Test
    void letsTheLongestPrefixWinWhole() {
        var table = table("""
                cidr,country,network
                0.0.0.0/0,US,world
                10.0.0.0/8,,office
                10.1.0.0/16,DE,
                10.1.2.3/32,,printer
                100.64.0.0/10,FR,
                2a00::/12,NL,
                """);

        assertThat(table.at("8.8.8.8")).isEqualTo(new GeoContext("US", "world"));
        assertThat(table.at("192.168.1.1"))
                .as("a private network is in no country because the world around it is")
                .isEqualTo(new GeoContext(null, "private"));
        assertThat(table.at("10.9.9.9")).isEqualTo(new GeoContext(null, "office"));
        assertThat(table.at("10.1.9.9"))
                .as("a network that is not named is that of the block around it")
                .isEqualTo(new GeoContext("DE", "office"));
        assertThat(table.at("10.1.2.3")).isEqualTo(new GeoContext(null, "printer"));
        assertThat(table.at("10.1.2.4")).isEqualTo(new GeoContext("DE", "office"));
        assertThat(table.at("100.64.0.1"))
                .as("a special block that the file names a country for")
                .isEqualTo(new GeoContext("FR", "shared"));
        assertThat(table.at("2a0f:ffff::1")).isEqualTo(new GeoContext("NL", "public"));
        assertThat(table.at("2a10::1")).isEqualTo(new GeoContext(null, "public"));
    }

    @Test
    void saysOfEachWrongLineWhereItIs() {
        var problems = GeoFile.parse("own.csv", """
                # ours
                cidr,country,network
                10.0.0.0/8,DEU,office
                10.1.2.3/16,DE,
                10.2.0.0/33,DE,
                fd00::/8,,home
                fd00::/8,,office
                ::ffff:10.0.0.0/104,DE,
                office,DE,
                11.0.0.0/8,,
                12.0.0.0/8,DE,a,b
                "13.0.0.0/8,DE
                """).problems();

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        "own.csv:3:12: error: `DEU` is no country: two letters such as DE, or nothing",
                        "own.csv:4:1: error: `10.1.2.3/16` has bits behind its length: write the block's first address",
                        "own.csv:5:1: error: `10.2.0.0/33` needs a length from 0 to 32 behind the slash",
                        "own.csv:7:1: error: `fd00::/8` is given twice: remove one",
                        "own.csv:8:1: error: `::ffff:10.0.0.0/104` is IPv4 within IPv6: write the IPv4 block",
                        "own.csv:9:1: error: `office` is no block of addresses such as 192.0.2.0/24 or 2001:db8::/32",
                        "own.csv:10:1: error: one of `country` and `network` is needed",
                        "own.csv:11:17: error: more values than columns: put a value with a comma in quotes",
                        "own.csv:12:1: error: a quote is opened here and never closed",
                        "own.csv:12:1: error: `13.0.0.0/8,DE\n` needs a length from 0 to 32 behind the slash");
    }

    @Test
    void namesTheColumnThatWasMeant() {
        assertThat(GeoFile.parse("own.csv", "cidr,contry\n1.0.0.0/8,DE\n").problems())
                .extracting(Problem::message)
                .containsExactly("unknown column `contry`; did you mean `country`?");
        assertThat(GeoFile.parse("own.csv", "").problems())
                .extracting(Problem::message)
                .containsExactly("the first line must name the columns: cidr,country,network");
    }

    /** Against the plainest search there is, on blocks that lie within each other in every way. */
    @Test
    void findsWhatASearchOfEveryBlockFinds() throws UnknownHostException {
        var dice = new Random(1);
        var blocks = new TreeMap<Prefix, Place>(Prefix.ORDER);
        var csv = new StringBuilder("cidr,country,network\n");
        for (int i = 0; i < 3_000; i++) {
            boolean v4 = dice.nextBoolean();
            int most = v4 ? 32 : 128;
            byte[] bytes = bytes(dice, v4);
            int length = dice.nextInt(most + 1);
            for (int bit = length; bit < most; bit++) {
                bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            }
            var text = InetAddress.getByAddress(bytes).getHostAddress() + '/' + length;
            if (blocks.putIfAbsent(Prefix.read(text), new Place(null, "n" + i)) == null) {
                csv.append(text).append(",,n").append(i).append('\n');
            }
        }
        var table = table(csv.toString());
        for (int i = 0; i < 20_000; i++) {
            var address = InetAddress.getByAddress(bytes(dice, dice.nextBoolean()));
            var searched = searched(blocks, address);
            if (searched != null) {
                assertThat(table.at(address.getHostAddress()))
                        .as(address.toString())
                        .isEqualTo(searched);
            }
        }
    }

    /** Null where none of the blocks holds it, so that the special ones decide. */
    private @Nullable GeoContext searched(Map<Prefix, Place> blocks, InetAddress address) {
        var alone = Prefix.read(address.getHostAddress());
        int longest = -1;
        @Nullable String network = null;
        for (var block : blocks.entrySet()) {
            var prefix = block.getKey();
            if (prefix.first().v4() == alone.first().v4() && prefix.contains(alone) && prefix.length() > longest) {
                longest = prefix.length();
                network = block.getValue().network();
            }
        }
        var special = shipped.at(address.getHostAddress());
        return network == null || special == null || !special.getNetwork().equals("public")
                ? null
                : new GeoContext(null, network);
    }

    /** Bytes of which few values are taken, so that blocks meet. */
    private static byte[] bytes(Random dice, boolean v4) {
        byte[] bytes = new byte[v4 ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (dice.nextInt(4) == 0 ? 0xff : dice.nextInt(3) + 32);
        }
        return bytes;
    }

    private static GeoTable table(String csv) {
        var file = GeoFile.parse("own.csv", csv);
        assertThat(file.problems()).isEqualTo(List.of());
        return GeoTable.with(file);
    }
}
