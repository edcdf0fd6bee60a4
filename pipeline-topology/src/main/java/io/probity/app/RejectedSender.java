package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.own.OwnEvent;
import io.probity.own.OwnTopics;
import io.probity.rejected.Resend;
import io.probity.rejected.UnsendableException;
import io.probity.wire.SourceTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends refused records back to their topics, each with its note in one transaction: there is never one without the other. */
public final class RejectedSender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<String> read;
    private final OwnTopics own;

    RejectedSender(ClientConfigs configs, String applicationId, List<SourceTopic> sources) {
        producer = new KafkaProducer<>(
                config(configs.admin(), applicationId), new ByteArraySerializer(), new ByteArraySerializer());
        read = sources.stream().map(SourceTopic::name).collect(Collectors.toSet());
        own = OwnTopics.among(sources);
        producer.initTransactions();
    }

    private static Map<String, Object> config(Map<String, Object> client, String applicationId) {
        var config = new HashMap<>(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "rejected-replay-of-" + applicationId);
        // a record may have come compressed, and be over its topic's limit otherwise
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 5 << 20);
        return config;
    }

    /**
     * Sends one record and its note; returns when both are committed.
     *
     * @throws UnsendableException if nothing reads its topic any more, or the broker does not take it
     * @throws OvertakenException if another replay began meanwhile: nothing more can be sent by this one
     */
    public void send(Resend resend, OwnEvent note) throws InterruptedException {
        var origin = resend.rejection().getOrigin();
        if (!read.contains(origin.getTopic())) {
            throw new UnsendableException(
                    "nothing reads topic " + origin.getTopic() + " any more: bind it in setting 'sources' first");
        }
        try {
            producer.beginTransaction();
            var sent = producer.send(record(resend));
            var noted = producer.send(note(resend, note));
            sent.get();
            noted.get();
            producer.commitTransaction();
        } catch (ExecutionException e) {
            abort();
            throw new UnsendableException("the broker does not take it: "
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        } catch (ProducerFencedException fenced) {
            throw new OvertakenException();
        }
    }

    private void abort() {
        try {
            producer.abortTransaction();
        } catch (ProducerFencedException fenced) {
            throw new OvertakenException();
        }
    }

    /** One sends at a time, so that nothing is sent twice: whoever begins later goes on. */
    public static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OvertakenException() {
            super("another replay of refused records began meanwhile, and this one has ended");
        }
    }

    @SuppressWarnings("NullAway") // Kafka's word for no key and for no value is null
    private static ProducerRecord<byte[], byte[]> record(Resend resend) {
        var origin = resend.rejection().getOrigin();
        var record = new ProducerRecord<>(origin.getTopic(), origin.getPartition(), resend.key(), resend.value());
        resend.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        record.headers().add(Resend.HEADER, resend.place().getBytes(UTF_8));
        return record;
    }

    private ProducerRecord<byte[], byte[]> note(Resend resend, OwnEvent note) {
        var key = note.key().getBytes(UTF_8);
        var record = new ProducerRecord<>(own.of(note.tenant()), key, note.json());
        record.headers().add(Resend.HEADER, resend.place().getBytes(UTF_8));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
