package io.probity.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS, with a certificate that only the configured store vouches for. */
class RegistryTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static SSLContext server;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve("server.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "r",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "r",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-file",
                folder.resolve("trust.pem").toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "r",
                "-file",
                folder.resolve("trust.pem").toString(),
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("trust.p12").toString(),
                "-storepass",
                PASSWORD);
        server = context(store);
    }

    @Test
    void trustsWhatThePkcs12StoreHolds() {
        assertThat(subjects(Map.of(
                        "schema.registry.ssl.truststore.location",
                        folder.resolve("trust.p12").toString(),
                        "schema.registry.ssl.truststore.password",
                        PASSWORD,
                        "schema.registry.ssl.truststore.type",
                        "PKCS12")))
                .isEmpty();
    }

    @Test
    void trustsWhatThePemFileHolds() {
        assertThat(subjects(Map.of(
                        "schema.registry.ssl.truststore.location",
                        folder.resolve("trust.pem").toString(),
                        "schema.registry.ssl.truststore.type",
                        "PEM")))
                .isEmpty();
    }

    @Test
    void trustsNobodyElse() {
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> subjects(Map.of()))
                .withMessageContaining("PKIX");
    }

    @Test
    void doesNotLetTheHostNameGoUnchecked() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> subjects(Map.of("schema.registry.ssl.endpoint.identification.algorithm", "")))
                .withMessageContaining("host name");
    }

    private static List<String> subjects(Map<String, String> settings) {
        try (var stub = new RegistryStub(server)) {
            var config = new HashMap<String, Object>(settings);
            config.put("schema.registry.url", stub.url());
            config.put("registry.wait.ms", 0);
            // a busy machine may take seconds for a first handshake, and only trust is asked about here
            config.put("http.connect.timeout.ms", 60_000);
            config.put("http.read.timeout.ms", 60_000);
            try (var client = SchemaRegistryClient.from(config)) {
                return client.subjects();
            }
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
