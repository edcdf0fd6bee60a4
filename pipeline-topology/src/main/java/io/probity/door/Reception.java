package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.serve.Problem;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all doors do with a request: read it within limits, know its sender, know a repeat, bring its records to Kafka, and say of
 * each what became of it.
 */
final class Reception {
    /** The nonces of one door: at five minutes each, a request a millisecond for as long as two tolerances. */
    private static final int MOST_NONCES = 600_000;

    private static final int RETRY_SECONDS = 5;
    private static final int LONGEST_KEY = 255;
    private static final byte[] UNREAD = {};
    private static final byte[] BETWEEN = {0};

    private final Dispatch dispatch;
    private final BodyReader bodies;
    private final InFlight inFlight;
    private final Answered answered;
    private final Nonces nonces;
    private final DoorCounters counters;
    private final InstantSource clock;
    private final AtomicInteger lanes = new AtomicInteger();

    Reception(Dispatch dispatch, Limits limits, InFlight inFlight, DoorCounters counters, InstantSource clock) {
        this.dispatch = dispatch;
        this.bodies = new BodyReader(limits.bodyBytes(), limits.decodedBytes());
        this.inFlight = inFlight;
        this.answered = new Answered(limits.answeredFor(), limits.answeredBytes());
        this.nonces = new Nonces(MOST_NONCES, counters);
        this.counters = counters;
        this.clock = clock;
    }

    /** One item on its way in: a record, or why there is none. */
    record Item(@Nullable DoorRecord record, Piece.@Nullable Bad bad) {
        static Item of(DoorRecord record) {
            return new Item(record, null);
        }

        static Item of(Piece.Bad bad) {
            return new Item(null, bad);
        }
    }

    /** Who came in by which entrance. */
    record Guest(Entrance entrance, Proof.Genuine proof) {}

    /**
     * Answers a request.
     *
     * @param entrances one of which must let it in
     * @param items what the request brings
     */
    Response answer(
            List<Entrance> entrances,
            Map<String, String> headers,
            int length,
            InputStream body,
            Function<Visit, List<Item>> items)
            throws IOException {
        try (var share = inFlight.share()) {
            var early = entrances.stream().anyMatch(it -> it.verifier().scheme().needsBody())
                    ? null
                    : admit(entrances, headers, UNREAD);
            byte[] sent = bodies.read(body, length, share);
            var guest = early == null ? admit(entrances, headers, sent) : early;
            var challenge = guest.entrance().verifier().challenge(sent);
            if (challenge.isPresent()) {
                return Response.ok(challenge.get(), "text/plain").build();
            }
            byte[] decoded = bodies.decode(sent, headers.get("content-encoding"), share);
            share.take(decoded.length); // the records are copies
            var visit = new Visit(guest.entrance(), new Request(headers, sent, decoded));
            return once(guest, visit, () -> deliver(visit, items.apply(visit)));
        }
    }

    /** A request that was let in. */
    record Visit(Entrance entrance, Request request) {}

    private Guest admit(List<Entrance> entrances, Map<String, String> headers, byte[] sent) {
        for (var entrance : entrances) {
            if (entrance.verifier().check(headers, sent, clock.instant()) instanceof Proof.Genuine proof) {
                return new Guest(entrance, proof);
            }
        }
        counters.notGenuine(entrances.getFirst().verifier().scheme());
        throw Problem.of(
                401,
                "Not genuine",
                "the request does not prove that it comes from a sender of this door",
                "WWW-Authenticate",
                "Bearer");
    }

    // --- repeats ---

    private interface Delivery {
        Response deliver();
    }

    private Response once(Guest guest, Visit visit, Delivery delivery) {
        var entrance = guest.entrance();
        var names = new ArrayList<String>();
        guest.proof().deliveries().forEach(name -> names.add(entrance.name() + ' ' + entrance.topic() + ' ' + name));
        var key = idempotencyKey(visit.request());
        boolean byKey = key != null && names.isEmpty();
        if (byKey) {
            names.add(entrance.name() + ' ' + entrance.topic() + " key " + key);
        }
        var nonce = guest.proof().nonce();
        if (nonce != null) {
            nonces.use(nonce, clock.instant());
        }
        if (names.isEmpty()) {
            return delivery.deliver();
        }
        return switch (answered.ask(names, fingerprint(visit.request()), clock.instant())) {
            case Answered.Known.Nothing(var entry) -> first(entry, delivery);
            case Answered.Known.InHand() ->
                throw Problem.of(
                        409,
                        "In hand",
                        "the same request is being answered; ask again for its answer",
                        "Retry-After",
                        "1");
            case Answered.Known.Other() ->
                throw Problem.of(
                        byKey ? 422 : 409,
                        "Another request",
                        "a request of the same name had another body; nothing of this one was taken");
            case Answered.Known.Same(var answer) -> {
                counters.items(entrance.name(), "duplicate", 1);
                yield Response.status(byKey ? answer.status() : 200)
                        .type("application/json")
                        .header("Idempotency-Replayed", "true")
                        .entity(answer.body())
                        .build();
            }
        };
    }

    private Response first(Answered.Entry entry, Delivery delivery) {
        boolean taken = false;
        try {
            var response = delivery.deliver();
            if (response.getStatus() < 300 && response.getEntity() instanceof byte[] body) {
                answered.finish(entry, new Answered.Answer(response.getStatus(), body));
                taken = true;
            }
            return response;
        } finally {
            if (!taken) {
                answered.forget(entry);
            }
        }
    }

    private static @Nullable String idempotencyKey(Request request) {
        var key = request.headers().get("idempotency-key");
        if (key == null || key.isBlank()) {
            return null;
        }
        if (key.length() > LONGEST_KEY) {
            throw Problem.badRequest("an Idempotency-Key may have " + LONGEST_KEY + " characters");
        }
        return key.strip();
    }

    private static byte[] fingerprint(Request request) {
        return EventDigest.sha256(request.mediaType().getBytes(UTF_8), BETWEEN, request.sent());
    }

    // --- delivery ---

    /** A number for the records of one request, so that they stay in order. */
    int lane() {
        return lanes.getAndIncrement() & Integer.MAX_VALUE;
    }

    private Response deliver(Visit visit, List<Item> items) {
        var records = new ArrayList<DoorRecord>(items.size());
        var digests = new ArrayList<@Nullable String>(items.size());
        boolean minimal = visit.request().prefersMinimal();
        for (var item : items) {
            if (item.record() != null) {
                records.add(item.record());
                // now, and not once Kafka has it, when the bytes have long left the processor's caches
                digests.add(
                        minimal
                                ? null
                                : EventDigest.hex(
                                        EventDigest.sha256(item.record().value())));
            }
        }
        var ends = dispatch.send(records);
        var results = new ArrayList<Result>(items.size());
        int sent = 0;
        for (var item : items) {
            var record = item.record();
            if (record != null) {
                results.add(new Result(digests.get(sent), record.topic(), ends.get(sent)));
                sent++;
            } else {
                var bad = Objects.requireNonNull(item.bad());
                results.add(new Result(null, visit.entrance().topic(), new Sent.Refused(bad.reason(), bad.detail())));
            }
        }
        return response(visit.entrance(), results, minimal);
    }

    private Response response(Entrance entrance, List<Result> results, boolean minimal) {
        long accepted = results.stream().filter(Result::isAccepted).count();
        long refused = results.stream().filter(Result::isRefused).count();
        long notTaken = results.size() - accepted - refused;
        counters.items(entrance.name(), "accepted", accepted);
        counters.items(entrance.name(), "refused", refused);
        counters.items(entrance.name(), "not_taken", notTaken);
        if (notTaken > 0) {
            return notTaken(results, accepted);
        }
        if (accepted == 0) {
            return Response.status(422)
                    .type(Problem.TYPE)
                    .entity(Result.body(results, "Refused", 422, "there is no event among the items; each says why"))
                    .build();
        }
        byte[] body = Result.body(results);
        return Response.status(202)
                .type("application/json")
                .header("Preference-Applied", minimal ? "return=minimal" : null)
                .header("Content-Length", body.length) // else it is sent in chunks, which costs both sides
                .entity(body)
                .build();
    }

    private Response notTaken(List<Result> results, long accepted) {
        counters.pushedBack("spool_full");
        var detail = (accepted == 0 ? "nothing was accepted" : "what was accepted is accepted")
                + "; send what was not taken again, or all of it: what comes twice is one event";
        return Response.status(429)
                .type(Problem.TYPE)
                .header("Retry-After", String.valueOf(RETRY_SECONDS))
                .entity(Result.body(results, "Not taken", 429, detail))
                .build();
    }
}
