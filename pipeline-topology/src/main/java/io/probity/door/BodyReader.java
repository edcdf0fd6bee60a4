package io.probity.door;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.probity.serve.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies, and never more of one than it may.
 *
 * @param mostBytes as it is sent, compressed or not
 * @param mostDecoded as it is after that
 */
record BodyReader(int mostBytes, int mostDecoded) {
    private static final int STEP = 64 << 10;

    /** A frame of zstd may ask for a window of 2 GiB; RFC 8878 wants 8 MiB to be understood, and we understand no more. */
    private static final int MOST_WINDOW_LOG = 23;

    /**
     * The body as it was sent.
     *
     * @param announced its Content-Length; -1 for none
     */
    byte[] read(InputStream body, int announced, InFlight.Share share) throws IOException {
        if (announced > mostBytes) {
            throw tooLarge();
        }
        if (announced >= 0) {
            share.take(announced);
            byte[] bytes = new byte[announced]; // readNBytes(int) reads into pieces, and copies them
            if (body.readNBytes(bytes, 0, announced) < announced) {
                throw Problem.badRequest("the body ends before its Content-Length");
            }
            return bytes;
        }
        return upTo(mostBytes, body, share, this::tooLarge);
    }

    private Problem tooLarge() {
        return Problem.of(413, "Too large", "a body may have " + mostBytes + " bytes; send several smaller ones");
    }

    /**
     * The body without its Content-Encoding.
     *
     * @param encoding null for none
     */
    byte[] decode(byte[] sent, @Nullable String encoding, InFlight.Share share) {
        var coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        if (coding.isEmpty() || coding.equals("identity")) {
            return sent;
        }
        try (var decoder = decoder(coding, sent)) {
            return upTo(mostDecoded, decoder, share, this::tooLargeDecoded);
        } catch (IOException malformed) {
            throw Problem.badRequest("the body is not what its Content-Encoding says, " + coding);
        }
    }

    private Problem tooLargeDecoded() {
        return Problem.of(
                413, "Too large", "a body may have " + mostDecoded + " bytes once it is decoded; send smaller ones");
    }

    private static InputStream decoder(String coding, byte[] sent) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(new ByteArrayInputStream(sent), STEP);
            case "zstd" -> new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(sent)).setLongMax(MOST_WINDOW_LOG);
            default ->
                throw Problem.of(
                        415,
                        "Unsupported encoding",
                        "Content-Encoding may be gzip, zstd or identity, and one of them alone",
                        "Accept-Encoding",
                        "gzip, zstd");
        };
    }

    /** All of it, and one byte more than it may have is too much. */
    private static byte[] upTo(int most, InputStream from, InFlight.Share share, Supplier<Problem> tooLarge)
            throws IOException {
        var all = new ByteArrayOutputStream(STEP);
        byte[] step = new byte[STEP];
        while (all.size() <= most) {
            int read = from.read(step, 0, Math.min(STEP, most + 1 - all.size()));
            if (read < 0) {
                return all.toByteArray();
            }
            share.take(read);
            all.write(step, 0, read);
        }
        throw tooLarge.get();
    }
}
