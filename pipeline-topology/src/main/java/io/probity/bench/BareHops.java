package io.probity.bench;

import io.probity.app.ClientConfigs;
import io.probity.app.Settings;
import io.probity.model.SeenRow;
import io.probity.model.SubmittedEvent;
import io.probity.serde.AvroCodec;
import io.probity.serde.AvroSerdes;
import io.probity.wire.RowSerde;
import io.probity.wire.Store;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** The baseline, in a JVM of its own: audit.events → hop → {@value #MIDDLE} → hop → {@value #OUT}, with the pipeline's client settings. */
final class BareHops {
    static final String MIDDLE = "bench.middle";
    static final String OUT = "bench.out";

    private final AvroSerdes avro;
    private final AvroCodec<SubmittedEvent> codec;
    private final StreamsBuilder builder;

    private BareHops(AvroSerdes avro, TopologyConfig config) {
        this.avro = avro;
        this.codec = avro.codec(SubmittedEvent.class);
        this.builder = new StreamsBuilder(config);
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments settings of a pipeline, key=value each
     */
    public static void main(String[] arguments) throws InterruptedException {
        var settings = Settings.of(null, Map.of(), Flags.read(arguments));
        var avro = AvroSerdes.connect(settings.registry());
        var config = new Properties();
        config.putAll(new ClientConfigs(settings).pipeline());
        var hops = new BareHops(avro, new TopologyConfig(new StreamsConfig(config)));
        hops.hop(Input.EVENTS, "first", MIDDLE);
        hops.hop(MIDDLE, "second", OUT);
        var streams = new KafkaStreams(hops.builder.build(), config);
        streams.start();
        new CountDownLatch(1).await();
    }

    private void hop(String from, String name, String to) {
        var bytes = Serdes.ByteArray();
        var store = new Store<>(name + "-rows", Serdes.String(), new RowSerde<>(SeenRow.class), true);
        builder.stream(from, Consumed.with(bytes, bytes).withName("read-" + from))
                .processValues(new Hop(codec, avro.subject(to, codec), store), Named.as(name))
                .to(to, Produced.with(bytes, bytes).withName("write-" + to));
    }
}
