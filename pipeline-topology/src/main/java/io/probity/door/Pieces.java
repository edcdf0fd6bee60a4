package io.probity.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.probity.draft.Shortened;
import io.probity.serve.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each event of a body begins and ends, without making anything of it: what is written to Kafka is what the sender
 * wrote, byte for byte.
 *
 * @param mostItems in one body
 * @param mostBytes of one item; the pipeline would refuse a larger one
 */
record Pieces(int mostItems, int mostBytes) {
    private static final int LONGEST_DETAIL = 240;

    /** Names are not interned: senders choose them. Depth and numbers are the pipeline's to judge, within reason. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION) // each line begins anew, and with a NUL it would be UTF-16
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxNumberLength(10_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /**
     * One JSON object, an array of them, or objects in lines.
     *
     * @throws Problem 400, if it is none of them
     */
    List<Piece> of(byte[] body) {
        var plain = plain(body, start(body));
        return plain == null ? parsed(body) : plain;
    }

    /** What can be told without a parser; null where it cannot. */
    private @Nullable List<Piece> plain(byte[] body, int from) {
        int at = PlainObject.behindBlanks(body, from, body.length);
        if (at == body.length || body[at] != '[') {
            int end = PlainObject.end(body, at, body.length);
            return end != PlainObject.UNKNOWN && isBlank(body, end, body.length) ? List.of(piece(at, end)) : null;
        }
        var pieces = new ArrayList<Piece>();
        int next = ',';
        while (next == ',') {
            int begin = PlainObject.behindBlanks(body, at + 1, body.length);
            int end = PlainObject.end(body, begin, body.length);
            at = PlainObject.behindBlanks(body, Math.max(end, 0), body.length);
            if (end == PlainObject.UNKNOWN || at == body.length) {
                return null;
            }
            add(pieces, piece(begin, end));
            next = body[at];
        }
        return next == ']' && isBlank(body, at + 1, body.length) ? pieces : null;
    }

    /** The same for any body. */
    List<Piece> parsed(byte[] body) {
        int from = start(body);
        try (var parser = parser(body, from, body.length)) {
            var first = parser.nextToken();
            if (first == null) {
                throw empty();
            }
            if (first == JsonToken.START_ARRAY) {
                var pieces = array(body, from, parser);
                if (parser.nextToken() != null) {
                    throw Problem.badRequest("something stands behind the array: " + line(parser));
                }
                return pieces;
            }
            if (first != JsonToken.START_OBJECT) {
                throw Problem.badRequest("a body is a JSON object, an array of them, or one in each line");
            }
            var only = value(body, from, parser);
            return isBlank(body, end(from, parser), body.length) ? List.of(only) : lines(body);
        } catch (JsonProcessingException e) {
            throw Problem.badRequest("the body is not JSON: " + said(e)
                    + "; send one event in each line as application/x-ndjson to have each judged by itself");
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    /** Each line by itself; blank ones are passed over. */
    List<Piece> lines(byte[] body) {
        var pieces = new ArrayList<Piece>();
        int from = start(body);
        while (from < body.length) {
            int to = from;
            while (to < body.length && body[to] != '\n') {
                to++;
            }
            if (!isBlank(body, from, to)) {
                add(pieces, line(body, from, to));
            }
            from = to + 1;
        }
        if (pieces.isEmpty()) {
            throw empty();
        }
        return pieces;
    }

    private Piece line(byte[] body, int begin, int to) {
        int from = behindMark(body, begin);
        int object = PlainObject.behindBlanks(body, from, to);
        int plain = PlainObject.end(body, object, to);
        return plain != PlainObject.UNKNOWN && isBlank(body, plain, to)
                ? piece(object, plain)
                : parsedLine(body, from, to);
    }

    private Piece parsedLine(byte[] body, int from, int to) {
        try (var parser = parser(body, from, to)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return notAnObject();
            }
            var piece = value(body, from, parser);
            if (!isBlank(body, end(from, parser), to)) {
                return new Piece.Bad("MALFORMED_JSON", "something stands behind the object in its line");
            }
            return piece;
        } catch (JsonProcessingException e) {
            return new Piece.Bad("MALFORMED_JSON", said(e));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    private List<Piece> array(byte[] body, int from, JsonParser parser) throws IOException {
        var pieces = new ArrayList<Piece>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw Problem.badRequest("the body ends within its array");
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                add(pieces, value(body, from, parser));
            } else {
                parser.skipChildren();
                add(pieces, notAnObject());
            }
        }
        if (pieces.isEmpty()) {
            throw empty();
        }
        return pieces;
    }

    private void add(List<Piece> pieces, Piece piece) {
        if (pieces.size() == mostItems) {
            throw Problem.of(
                    413, "Too many", "a body may have " + mostItems + " events; nothing of it was taken, send several");
        }
        pieces.add(piece);
    }

    private Piece value(byte[] body, int offset, JsonParser parser) throws IOException {
        int from = offset + (int) parser.currentTokenLocation().getByteOffset();
        boolean claimed = OwnClaim.isIn(parser);
        int to = end(offset, parser);
        if (to > body.length || body[to - 1] != '}') {
            throw new IllegalStateException("the parser has lost its place");
        }
        if (claimed) {
            return OwnClaim.refusal();
        }
        return piece(from, to);
    }

    private Piece piece(int from, int to) {
        return to - from > mostBytes
                ? new Piece.Bad("TOO_LARGE", (to - from) + " bytes; the limit is " + mostBytes)
                : new Piece.Good(from, to);
    }

    private static int end(int offset, JsonParser parser) {
        return offset + (int) parser.currentLocation().getByteOffset();
    }

    private static Piece notAnObject() {
        return new Piece.Bad("NOT_AN_OBJECT", "an event is a JSON object");
    }

    private static JsonParser parser(byte[] body, int from, int to) throws IOException {
        return JSON.createParser(body, from, to - from);
    }

    /** Behind a byte order mark. Jackson would read UTF-16 by itself; the pipeline does not. */
    private static int start(byte[] body) {
        if (body.length >= 2
                && (body[0] == 0
                        || body[1] == 0
                        || (body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
                        || (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE))) {
            throw Problem.badRequest("the body is UTF-16 or UTF-32 by its first bytes; send UTF-8");
        }
        return behindMark(body, 0);
    }

    private static int behindMark(byte[] body, int from) {
        boolean mark = body.length - from >= 3
                && body[from] == (byte) 0xEF
                && body[from + 1] == (byte) 0xBB
                && body[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        return PlainObject.behindBlanks(body, from, to) >= to;
    }

    private static Problem empty() {
        return Problem.badRequest("there is no event in the body");
    }

    private static String line(JsonParser parser) {
        return "line " + parser.currentLocation().getLineNr();
    }

    /** The parser quotes what it stumbled over; a little of it helps, all of it nobody. */
    private static String said(JsonProcessingException e) {
        var words = String.valueOf(e.getOriginalMessage());
        var at = e.getLocation();
        return Shortened.words(words, LONGEST_DETAIL + 1)
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
}
