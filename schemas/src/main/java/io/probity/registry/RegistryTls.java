package io.probity.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** TLS by Kafka's own {@code ssl.*} settings, stores in JKS, PKCS12 or PEM, read by Kafka's own code. */
final class RegistryTls {
    private RegistryTls() {}

    /**
     * The TLS context that the settings describe; empty, for the JDK's own, where there are none.
     *
     * @param ssl {@code ssl.*}
     */
    static Optional<SSLContext> context(Map<String, Object> ssl) {
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        var definition = new ConfigDef();
        SslConfigs.addClientSslSupport(definition);
        var parsed = new HashMap<String, Object>(definition.parse(ssl));
        try (var factory = new DefaultSslEngineFactory()) {
            factory.configure(parsed);
            return Optional.of(factory.sslContext());
        }
    }
}
