package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.app.DefinitionPublisher;
import io.probity.evaluate.catalog.Catalog;
import io.probity.model.CalendarRow;
import io.probity.model.Definition;
import io.probity.model.SubmittedEvent;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.serde.AvroSerdes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts on the broker what the programs find there when they start. */
final class Input {
    static final String EVENTS = "audit.events";
    private static final String TENANT = "default|";
    private static final long SEED = 1;

    private final String bootstrapServers;
    private final AvroSerdes avro;

    Input(String bootstrapServers, AvroSerdes avro) {
        this.bootstrapServers = bootstrapServers;
        this.avro = avro;
    }

    /** The catalog, as the first publish. */
    void publish(Catalog catalog) throws InterruptedException, ExecutionException {
        publish(catalog, "bench-1");
    }

    void publish(Catalog catalog, String publish) throws InterruptedException, ExecutionException {
        new DefinitionPublisher(
                        Map.of("bootstrap.servers", bootstrapServers),
                        avro.codec(Definition.class),
                        "audit.definitions-value")
                .publish(catalog, publish);
    }

    /** Rows for enrichment: every actor and team of the mix is known, and there is one calendar. */
    void reference() throws InterruptedException, ExecutionException {
        send(producer -> {
            for (int i = 0; i < MixEvents.USERS; i++) {
                var row = new UserRow(
                        "u-" + i,
                        "User " + i,
                        List.of("developer"),
                        "engineering",
                        "active",
                        null,
                        List.of(),
                        null,
                        null,
                        List.of());
                producer.send("audit.context.users", TENANT + row.getId(), row);
            }
            for (int i = 0; i < MixEvents.TEAMS; i++) {
                var row = new TeamRow("t-" + i, "Team " + i, "retail", "cc-" + i, null, null, List.of());
                producer.send("audit.context.teams", TENANT + row.getId(), row);
            }
            var days = List.of(1, 2, 3, 4, 5);
            var row = new CalendarRow("default", "Europe/Berlin", days, "08:00", "18:00", List.of(), List.of());
            producer.send("audit.context.calendars", TENANT + row.getId(), row);
        });
    }

    /**
     * The events, all of them.
     *
     * @param latest no event happened later
     */
    void events(int count, Instant latest) throws InterruptedException, ExecutionException {
        var codec = avro.codec(SubmittedEvent.class);
        var subject = avro.subject(EVENTS, codec);
        var mix = new Mix(SEED, latest, event -> codec.encode(subject, event));
        send(producer -> {
            for (int i = 0; i < count; i++) {
                var piece = mix.next();
                producer.send(EVENTS, piece.key(), piece.value());
            }
        });
    }

    /** One event for each of so many projects, which tells how it stands. */
    void standings(int projects, Instant latest) throws InterruptedException, ExecutionException {
        var codec = avro.codec(SubmittedEvent.class);
        var subject = avro.subject(EVENTS, codec);
        var mix = new MixEvents(new Random(SEED), latest);
        send(producer -> {
            for (int project = 0; project < projects; project++) {
                var event = mix.standing(project);
                producer.send(EVENTS, Mix.key(event).getBytes(UTF_8), codec.encode(subject, event));
            }
        });
    }

    private void send(Consumer<Sender> work) throws InterruptedException, ExecutionException {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sender = new Sender(avro, producer, new AtomicReference<>());
            work.accept(sender);
            producer.flush();
            sender.requireAllSent();
        }
    }

    /** Sends without waiting, and remembers the first failure. */
    private record Sender(
            AvroSerdes avro, KafkaProducer<byte[], byte[]> producer, AtomicReference<@Nullable Exception> failure) {

        @SuppressWarnings("unchecked") // the class of a T
        <T extends SpecificRecord> void send(String topic, String key, T row) {
            var codec = avro.codec((Class<T>) row.getClass());
            send(topic, key.getBytes(UTF_8), codec.encode(avro.subject(topic, codec), row));
        }

        /** The callback keeps the failure; to hold on to so many futures would fill the heap. */
        @SuppressWarnings("FutureReturnValueIgnored")
        void send(String topic, byte[] key, byte[] value) {
            producer.send(new ProducerRecord<>(topic, key, value), (place, failed) -> {
                if (failed != null) {
                    failure.compareAndSet(null, failed);
                }
            });
        }

        void requireAllSent() {
            var failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("the input could not be loaded", failed);
            }
        }
    }
}
