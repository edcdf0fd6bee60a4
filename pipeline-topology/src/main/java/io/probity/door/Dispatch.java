package io.probity.door;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings records to Kafka, and to the spool while Kafka is away. Whoever was told that a record is taken finds it on its topic,
 * at least once.
 *
 * <p>While anything is in the spool, all that comes goes behind it: a sender that waits for each answer has its records in the
 * order in which it sent them.
 */
final class Dispatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** How much of the spool is on its way at once. */
    private static final int DRAINED_AT_ONCE = 1 << 20;

    /** How long those who come wait for the last of the spool, so that they need not go behind it. */
    private static final Duration CHANGE_OVER = Duration.ofSeconds(2);

    private static final Duration BREATH = Duration.ofMillis(200);

    private final Supplier<Producer<byte[], byte[]>> direct;
    private final Supplier<Producer<byte[], byte[]>> draining;
    private final int partitions;
    private final Spool spool;
    private final DoorCounters counters;
    private final Outage outage = new Outage();

    /** Read by those who send; written while the spool gives way to Kafka. */
    private final ReadWriteLock way = new ReentrantReadWriteLock();

    private final Object bell = new Object();
    private final Thread drainer = new Thread(this::drainForEver, "door-drain");

    private volatile Producer<byte[], byte[]> producer;
    private volatile boolean broken;
    private volatile boolean closing;

    /**
     * @param direct makes a producer that gives a record up after a while
     * @param draining makes one that does not
     * @param partitions of every topic
     */
    Dispatch(
            Supplier<Producer<byte[], byte[]>> direct,
            Supplier<Producer<byte[], byte[]>> draining,
            int partitions,
            Spool spool,
            DoorCounters counters) {
        this.direct = direct;
        this.draining = draining;
        this.partitions = partitions;
        this.spool = spool;
        this.counters = counters;
        this.producer = direct.get();
        drainer.setDaemon(true);
        drainer.start();
    }

    /** Sends, and returns when each has an end: one for each record, in order. */
    List<Sent> send(List<DoorRecord> records) {
        long began = System.nanoTime();
        var futures = new ArrayList<Future<RecordMetadata>>(records.size());
        way.readLock().lock();
        try {
            if (!spool.isEmpty()) {
                return spooled(records);
            }
            for (var record : records) {
                // one that fails at once has waited for Kafka: those behind it neither wait nor overtake it
                futures.add(isLost(futures) ? futures.getLast() : produce(producer, record));
            }
        } finally {
            way.readLock().unlock();
        }
        var ends = ends(records, futures);
        if (spool.isEmpty() && ends.stream().anyMatch(Sent.Written.class::isInstance)) {
            outage.ends(began);
        }
        return ends;
    }

    private static boolean isLost(List<Future<RecordMetadata>> futures) {
        return !futures.isEmpty()
                && futures.getLast().state() == Future.State.FAILED
                && !isTheRecords(futures.getLast().exceptionNow());
    }

    private Future<RecordMetadata> produce(Producer<byte[], byte[]> producer, DoorRecord record) {
        try {
            return producer.send(record.toProduce(partitions));
        } catch (RuntimeException e) { // a producer that was closed, or that is broken
            return CompletableFuture.failedFuture(e);
        }
    }

    private List<Sent> ends(List<DoorRecord> records, List<Future<RecordMetadata>> futures) {
        var sent = new ArrayList<Sent>(records.size());
        var waiting = new ArrayList<DoorRecord>();
        for (int i = 0; i < futures.size(); i++) {
            try {
                var metadata = futures.get(i).get();
                sent.add(new Sent.Written(metadata.partition(), metadata.offset()));
            } catch (ExecutionException e) {
                if (isTheRecords(e.getCause())) {
                    sent.add(refused(e.getCause()));
                } else {
                    note(e.getCause());
                    sent.add(new Sent.Spooled());
                    waiting.add(records.get(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                sent.add(new Sent.NotTaken("CLOSING", "this door closes: send it again"));
            }
        }
        if (waiting.isEmpty()) {
            return sent;
        }
        var end = spooled(waiting).getFirst(); // one end for all
        sent.replaceAll(it -> it instanceof Sent.Spooled ? end : it);
        return sent;
    }

    private List<Sent> spooled(List<DoorRecord> records) {
        Sent end;
        try {
            spool.append(records);
            counters.spooled(records.size());
            end = new Sent.Spooled();
            synchronized (bell) {
                bell.notifyAll();
            }
        } catch (SpoolFullException full) {
            end = new Sent.NotTaken("SPOOL_FULL", "Kafka is away and the spool is full");
        } catch (IOException e) {
            LOG.error("the spool cannot be written", e);
            end = new Sent.NotTaken("SPOOL_UNWRITABLE", "Kafka is away and the spool cannot be written");
        }
        var sent = new ArrayList<Sent>(records.size());
        for (int i = 0; i < records.size(); i++) {
            sent.add(end);
        }
        return sent;
    }

    private static boolean isTheRecords(@Nullable Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidTopicException;
    }

    private static Sent refused(@Nullable Throwable cause) {
        return new Sent.Refused(
                cause instanceof RecordTooLargeException ? "TOO_LARGE" : "REFUSED_BY_KAFKA",
                cause == null ? "" : String.valueOf(cause.getMessage()));
    }

    private void note(@Nullable Throwable cause) {
        if (!(cause instanceof RetriableException)) {
            broken = true;
        }
        outage.begins(cause);
    }

    // --- draining ---

    private void drainForEver() {
        while (!closing) {
            try {
                awaitRecords();
                if (!closing) {
                    drain();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | RuntimeException e) {
                if (!closing) {
                    LOG.error("the spool is not drained; tried again", e);
                    pause();
                }
            }
        }
    }

    private void awaitRecords() throws InterruptedException {
        synchronized (bell) {
            while (spool.isEmpty() && !closing) {
                bell.wait();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BREATH.multipliedBy(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() throws IOException, InterruptedException {
        long drained = 0;
        var drain = draining.get();
        try {
            boolean flows = false; // nobody is made to wait before Kafka has shown that it takes records
            while (!spool.isEmpty() && !closing) {
                int done = flows && isNearlyEmpty() ? changeOver(drain) : drainSome(drain, spool.peek(DRAINED_AT_ONCE));
                flows = done > 0;
                drained += done;
                if (done == 0 && !spool.isEmpty()) {
                    Thread.sleep(BREATH);
                }
            }
        } finally {
            drain.close(Duration.ZERO);
        }
        if (broken && !closing) {
            renew();
        }
        if (spool.isEmpty()) {
            LOG.info("{} records were drained from the spool", drained);
            outage.ends(System.nanoTime());
        }
    }

    private boolean isNearlyEmpty() {
        return spool.waitingBytes() <= 2L * DRAINED_AT_ONCE;
    }

    private int drainSome(Producer<byte[], byte[]> drain, List<Frame> frames) throws IOException, InterruptedException {
        return await(frames, produceAll(drain, frames));
    }

    private List<Future<RecordMetadata>> produceAll(Producer<byte[], byte[]> drain, List<Frame> frames) {
        var futures = new ArrayList<Future<RecordMetadata>>(frames.size());
        for (var frame : frames) {
            futures.add(produce(drain, frame.record()));
            if (isLost(futures)) {
                break; // those behind it must not overtake it
            }
        }
        return futures;
    }

    /** Takes out of the spool what has an end, up to the first that has none. */
    private int await(List<Frame> frames, List<Future<RecordMetadata>> futures)
            throws IOException, InterruptedException {
        int done = 0;
        try {
            for (var future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    if (!isTheRecords(e.getCause())) {
                        if (!(e.getCause() instanceof RetriableException)) {
                            throw new IllegalStateException("Kafka does not take the records of the spool", e);
                        }
                        return done;
                    }
                    var frame = frames.get(done);
                    LOG.error("Kafka will not have a record of the spool: it is set aside", e.getCause());
                    spool.setAside(
                            "refused-" + frame.takenAt().toEpochMilli() + "-" + done + ".bytes",
                            Frame.encode(frame.record(), frame.takenAt()));
                }
                done++;
            }
            return done;
        } finally {
            spool.advance(frames.subList(0, done));
        }
    }

    /** The last of the spool, while nobody puts more behind it: what comes after goes to Kafka directly. */
    private int changeOver(Producer<byte[], byte[]> drain) throws IOException, InterruptedException {
        List<Frame> frames;
        List<Future<RecordMetadata>> futures;
        way.writeLock().lock();
        try {
            frames = spool.peek(Integer.MAX_VALUE);
            futures = produceAll(drain, frames);
            if (haveAnEndSoon(futures)) {
                return await(frames, futures);
            }
        } finally {
            way.writeLock().unlock();
        }
        return await(frames, futures); // Kafka is slow or away: nobody waits for it but this thread
    }

    private static boolean haveAnEndSoon(List<Future<RecordMetadata>> futures) throws InterruptedException {
        long end = System.nanoTime() + CHANGE_OVER.toNanos();
        for (var future : futures) {
            try {
                future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException ended) {
                if (!isTheRecords(ended.getCause())) {
                    return true; // and those behind it are not looked at
                }
            } catch (TimeoutException slow) {
                return false;
            }
        }
        return true;
    }

    /** Some errors a producer does not get over. */
    private void renew() {
        var old = producer;
        producer = direct.get();
        broken = false;
        old.close(Duration.ZERO);
    }

    /** What the way to Kafka is like, for people. */
    DoorState state() {
        if (closing) {
            return DoorState.CLOSING;
        }
        if (spool.isEmpty()) {
            return DoorState.DIRECT;
        }
        return spool.isFull() ? DoorState.SPOOL_FULL : DoorState.SPOOLING;
    }

    /** Lets go of Kafka and of the spool; what is in the spool stays there. Those who send have been waited for. */
    @Override
    public void close() {
        closing = true;
        synchronized (bell) {
            bell.notifyAll();
        }
        drainer.interrupt();
        try {
            drainer.join(TimeUnit.SECONDS.toMillis(10));
            producer.close(Duration.ofSeconds(5));
            spool.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the spool did not close cleanly; nothing of it is lost", e);
        }
    }
}
