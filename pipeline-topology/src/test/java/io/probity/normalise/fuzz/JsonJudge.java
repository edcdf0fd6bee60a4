package io.probity.normalise.fuzz;

import static io.probity.model.Reason.EMPTY_RECORD;
import static io.probity.model.Reason.MALFORMED_ENCODING;
import static io.probity.model.Reason.MALFORMED_JSON;
import static io.probity.model.Reason.TOO_DEEP;
import static io.probity.model.Reason.TOO_LARGE;

import io.probity.model.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What is wrong with bytes that should be JSON, by RFC 8259 and by nothing that the intake uses: a recogniser of one character
 * after the other. It says every reason that there is, since a record
 * with two faults may be refused for either.
 */
final class JsonJudge {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LEVELS = 100;
    private static final int MOST_DIGITS = 400;
    private static final int MOST_EXPONENT = 1000;

    private final String text;
    private final Set<Reason> faults = EnumSet.noneOf(Reason.class);
    private final Set<Reason> possible = EnumSet.noneOf(Reason.class);
    private int at;

    private JsonJudge(String text) {
        this.text = text;
    }

    /**
     * What is said of a record.
     *
     * @param certain reasons that it must be refused for, any of them; none: it must be read, but for
     * @param possible reasons near a limit of ours, which is not the standard's
     */
    record Judgement(Set<Reason> certain, Set<Reason> possible) {
        static Judgement of(Reason reason) {
            return new Judgement(EnumSet.of(reason), EnumSet.noneOf(Reason.class));
        }

        boolean allows(Reason reason) {
            return certain.contains(reason) || possible.contains(reason);
        }
    }

    static Judgement judge(byte[] bytes) {
        if (bytes.length == 0) {
            return Judgement.of(EMPTY_RECORD);
        }
        if (bytes.length > MOST_BYTES) {
            return Judgement.of(TOO_LARGE);
        }
        if (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & bytes[1] & 0xFE) == 0xFE)) {
            return Judgement.of(MALFORMED_ENCODING);
        }
        boolean marked =
                bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int from = marked ? 3 : 0;
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return text.isBlank() ? Judgement.of(EMPTY_RECORD) : new JsonJudge(text).all();
        } catch (CharacterCodingException e) {
            return Judgement.of(MALFORMED_ENCODING);
        }
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Broken() {
            super(null, null, false, false);
        }
    }

    private Judgement all() {
        try {
            value(0);
            blank();
            if (at < text.length()) {
                faults.add(MALFORMED_JSON);
            }
        } catch (Broken broken) {
            faults.add(MALFORMED_JSON);
        }
        return new Judgement(faults, possible);
    }

    private void value(int level) {
        blank();
        if (level > MOST_LEVELS) {
            faults.add(TOO_DEEP);
            throw new Broken();
        }
        switch (peek()) {
            case '{' -> object(level);
            case '[' -> array(level);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int level) {
        at++;
        deeper(level);
        var names = new HashSet<String>();
        blank();
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            blank();
            if (peek() != '"') {
                throw new Broken();
            }
            if (!names.add(string())) {
                faults.add(MALFORMED_JSON);
            }
            blank();
            expect(':');
            value(level + 1);
            blank();
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
        }
    }

    private void array(int level) {
        at++;
        deeper(level);
        blank();
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(level + 1);
            blank();
            if (peek() == ']') {
                at++;
                return;
            }
            expect(',');
        }
    }

    private void deeper(int level) {
        if (level + 1 > MOST_LEVELS) {
            faults.add(TOO_DEEP);
            throw new Broken();
        }
    }

    private String string() {
        at++;
        var value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                break;
            }
            if (c < ' ') {
                throw new Broken();
            }
            value.append(c == '\\' ? escape() : c);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                faults.add(MALFORMED_ENCODING);
            }
        }
        return value.toString();
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0 || text.charAt(at - 1) > 'f') {
                        throw new Broken();
                    }
                    code = 16 * code + digit;
                }
                yield (char) code;
            }
            default -> throw new Broken();
        };
    }

    private void number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else if (peek() >= '1' && peek() <= '9') {
            digits();
        } else {
            throw new Broken();
        }
        if (at < text.length() && peek() == '.') {
            at++;
            digits();
        }
        int exponent = -1;
        if (at < text.length() && (peek() == 'e' || peek() == 'E')) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            exponent = at;
            digits();
        }
        int end = at;
        if (end - from > MOST_DIGITS / 2) {
            possible.add(TOO_LARGE);
        }
        if (exponent > 0) {
            var power = text.substring(exponent, end);
            if (power.length() > 3 || Integer.parseInt(power) + (end - from) > MOST_EXPONENT) {
                possible.add(TOO_LARGE);
                possible.add(MALFORMED_JSON);
            }
        }
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new Broken();
        }
    }

    private void word(String word) {
        if (!text.startsWith(word, at)) {
            throw new Broken();
        }
        at += word.length();
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw new Broken();
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Broken();
        }
        return text.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
