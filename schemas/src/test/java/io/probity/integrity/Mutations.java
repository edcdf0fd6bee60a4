package io.probity.integrity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils texts as an enemy or a bad disk would. */
final class Mutations {
    private static final List<byte[]> PIECES = List.of(
            utf8("\n"),
            utf8("\n\n"),
            utf8("\r\n"),
            utf8("— "),
            utf8("="),
            utf8(" "),
            utf8("+"),
            utf8("-"),
            utf8("0"),
            utf8("9223372036854775807"),
            utf8("9223372036854775808"),
            utf8("AAAA"),
            utf8("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"),
            utf8("extra AAAA\n"),
            utf8("group g any one\n"),
            utf8("quorum none\n"),
            utf8("é"),
            utf8("\u2028"),
            utf8("\ud83c\udca1"),
            new byte[] {(byte) 0xff},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {0});

    private Mutations() {}

    /** One of the texts, spoilt from one to three times. */
    static byte[] next(List<byte[]> texts, Random random) {
        var bytes = texts.get(random.nextInt(texts.size())).clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutated(bytes, texts, random);
        }
        return bytes;
    }

    /** The text with one bit the other way; bits are counted from 0. */
    static byte[] flipped(byte[] text, int bit) {
        var bytes = text.clone();
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return bytes;
    }

    private static byte[] mutated(byte[] bytes, List<byte[]> texts, Random random) {
        if (bytes.length == 0) {
            return PIECES.get(random.nextInt(PIECES.size())).clone();
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(bytes, random.nextInt(8 * bytes.length));
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> spliced(bytes, at, random.nextInt(40), new byte[0]);
            case 3 -> spliced(bytes, at, 0, PIECES.get(random.nextInt(PIECES.size())));
            case 4 -> spliced(bytes, at, 1, PIECES.get(random.nextInt(PIECES.size())));
            case 5 -> spliced(bytes, at, bytes.length, texts.get(random.nextInt(texts.size())));
            case 6 -> lineAgain(bytes, at, 1 + random.nextInt(random.nextInt(20) == 0 ? 100 : 2));
            case 7 -> withoutLine(bytes, at);
            default -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] lineAgain(byte[] bytes, int at, int times) {
        int from = lineStart(bytes, at);
        int to = lineEnd(bytes, at);
        var line = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).repeat(times);
        return spliced(bytes, to, 0, line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] withoutLine(byte[] bytes, int at) {
        int from = lineStart(bytes, at);
        return spliced(bytes, from, lineEnd(bytes, at) - from, new byte[0]);
    }

    private static int lineStart(byte[] bytes, int at) {
        int start = at;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(bytes.length, end + 1);
    }

    private static byte[] spliced(byte[] bytes, int at, int length, byte[] with) {
        int end = Math.min(bytes.length, at + length);
        var result = new byte[at + with.length + bytes.length - end];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(with, 0, result, at, with.length);
        System.arraycopy(bytes, end, result, at + with.length, bytes.length - end);
        return result;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
