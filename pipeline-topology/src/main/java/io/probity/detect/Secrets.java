package io.probity.detect;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Secrets that their issuers give a beginning of their own, and private keys in PEM. */
final class Secrets {

    /**
     * How a kind of secret begins, and what follows.
     *
     * @param least characters that must follow
     * @param most characters that may follow; more are something else
     */
    private record Shape(Kind kind, String begin, IntPredicate of, int least, int most) {
        @Nullable Hit at(CharSequence text, int i) {
            if (!Secrets.begins(text, i, begin)) {
                return null;
            }
            int from = i + begin.length();
            int end = from;
            while (end < text.length() && end - from <= most && of.test(text.charAt(end))) {
                end++;
            }
            int length = end - from;
            return length >= least && length <= most ? new Hit(kind, i, end) : null;
        }
    }

    private static final List<List<Shape>> BY_FIRST = byFirst(
            new Shape(Kind.AWS_ACCESS_KEY, "AKIA", Secrets::isBase32, 16, 16),
            new Shape(Kind.AWS_ACCESS_KEY, "ASIA", Secrets::isBase32, 16, 16),
            new Shape(Kind.GOOGLE_API_KEY, "AIza", Secrets::isBase64Url, 35, 35),
            new Shape(Kind.AZURE_ACCOUNT_KEY, "AccountKey=", Secrets::isBase64, 40, 100),
            new Shape(Kind.AZURE_ACCOUNT_KEY, "SharedAccessKey=", Secrets::isBase64, 40, 100),
            new Shape(Kind.AZURE_SAS, "sig=", Secrets::isUrlEncoded, 43, 100),
            new Shape(Kind.GITHUB_TOKEN, "ghp_", Secrets::isBase62, 36, 255),
            new Shape(Kind.GITHUB_TOKEN, "gho_", Secrets::isBase62, 36, 255),
            new Shape(Kind.GITHUB_TOKEN, "ghu_", Secrets::isBase62, 36, 255),
            new Shape(Kind.GITHUB_TOKEN, "ghs_", Secrets::isBase62, 36, 255),
            new Shape(Kind.GITHUB_TOKEN, "ghr_", Secrets::isBase62, 36, 255),
            new Shape(Kind.GITHUB_TOKEN, "github_pat_", Secrets::isBase64Url, 50, 255),
            new Shape(Kind.GITLAB_TOKEN, "glpat-", Secrets::isDotted, 20, 300),
            new Shape(Kind.GITLAB_TOKEN, "gldt-", Secrets::isDotted, 20, 300),
            new Shape(Kind.GITLAB_TOKEN, "glrt-", Secrets::isDotted, 20, 300),
            new Shape(Kind.GITLAB_TOKEN, "glcbt-", Secrets::isDotted, 20, 300),
            new Shape(Kind.GITLAB_TOKEN, "glptt-", Secrets::isDotted, 20, 300),
            new Shape(Kind.SLACK_TOKEN, "xoxb-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.SLACK_TOKEN, "xoxp-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.SLACK_TOKEN, "xoxa-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.SLACK_TOKEN, "xoxr-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.SLACK_TOKEN, "xoxs-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.SLACK_TOKEN, "xapp-", Secrets::isBase64Url, 20, 255),
            new Shape(Kind.STRIPE_KEY, "sk_live_", Secrets::isBase62, 16, 255),
            new Shape(Kind.STRIPE_KEY, "rk_live_", Secrets::isBase62, 16, 255),
            new Shape(Kind.NPM_TOKEN, "npm_", Secrets::isBase62, 36, 36),
            new Shape(Kind.PYPI_TOKEN, "pypi-AgEIcHlwaS5vcmc", Secrets::isBase64Url, 50, 1_000),
            new Shape(Kind.VAULT_TOKEN, "hvs.", Secrets::isBase64Url, 24, 300));

    /** As far as "PRIVATE KEY" may be from the beginning of a PEM line, its own length too. */
    private static final int MOST_LABEL = 52;

    private Secrets() {}

    /** Whether any of them begins so. */
    static boolean mayBegin(char c) {
        return !BY_FIRST.get(c).isEmpty() || "-easS".indexOf(c) >= 0;
    }

    static @Nullable Hit at(CharSequence text, int i, char c) {
        for (var shape : BY_FIRST.get(c)) {
            var hit = shape.at(text, i);
            if (hit != null) {
                return hit;
            }
        }
        return switch (c) {
            case '-' -> privateKey(text, i);
            case 'a', 'S', 's' -> awsSecret(text, i);
            default -> null;
        };
    }

    /** Whether one stands there. */
    static boolean beginsAt(CharSequence text, int i) {
        char c = text.charAt(i);
        return c < 128 && (at(text, i, c) != null || (beginsJwt(text, i) && jwt(text, i, run(text, i)) != null));
    }

    /** {@code -----BEGIN … PRIVATE KEY-----} to its end, or to the end of the text: half a key is one too. RFC 7468. */
    private static @Nullable Hit privateKey(CharSequence text, int i) {
        if (!begins(text, i, "-----BEGIN ")) {
            return null;
        }
        var all = text.toString(); // itself, where it is a String
        int label = all.indexOf("PRIVATE KEY", i, Math.min(all.length(), i + MOST_LABEL));
        if (label < 0) {
            return null;
        }
        int end = all.indexOf("-----END ", label);
        int close = end < 0 ? -1 : all.indexOf("-----", end + "-----END ".length());
        return new Hit(Kind.PRIVATE_KEY, i, close < 0 ? all.length() : close + "-----".length());
    }

    static boolean beginsJwt(CharSequence text, int i) {
        return begins(text, i, "eyJ");
    }

    /**
     * Header and payload in base64url that both begin an object, and a signature that may be empty: RFC 7519.
     *
     * @param first where the header's characters end
     */
    static @Nullable Hit jwt(CharSequence text, int i, int first) {
        if (first - i < 10 || !begins(text, first, ".eyJ")) {
            return null;
        }
        int second = run(text, first + 1);
        if (second >= text.length() || text.charAt(second) != '.') {
            return null;
        }
        return new Hit(Kind.JWT, i, run(text, second + 1));
    }

    /** The end of the characters of base64url. */
    static int run(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && isBase64Url(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Forty characters of base64 alone could be anything; behind a name that says so they are a secret access key. */
    private static @Nullable Hit awsSecret(CharSequence text, int i) {
        for (var name : List.of("aws_secret_access_key", "SecretAccessKey", "secretAccessKey", "aws_secret_key")) {
            if (begins(text, i, name)) {
                int from = i + name.length();
                while (from < text.length() && from - i < 60 && " \"'=:\\\t".indexOf(text.charAt(from)) >= 0) {
                    from++;
                }
                int end = from;
                while (end < text.length() && end - from <= 40 && isBase64(text.charAt(end))) {
                    end++;
                }
                return end - from == 40 ? new Hit(Kind.AWS_SECRET_KEY, from, end) : null;
            }
        }
        return null;
    }

    private static boolean begins(CharSequence text, int at, String with) {
        if (at + with.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < with.length(); i++) {
            if (text.charAt(at + i) != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static List<List<Shape>> byFirst(Shape... shapes) {
        var table = new java.util.ArrayList<List<Shape>>();
        for (char c = 0; c < 128; c++) {
            char first = c;
            table.add(java.util.Arrays.stream(shapes)
                    .filter(shape -> shape.begin().charAt(0) == first)
                    .toList());
        }
        return List.copyOf(table);
    }

    private static boolean isBase62(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isBase32(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
    }

    private static boolean isBase64(int c) {
        return isBase62(c) || c == '+' || c == '/' || c == '=';
    }

    private static boolean isBase64Url(int c) {
        return isBase62(c) || c == '-' || c == '_';
    }

    private static boolean isDotted(int c) {
        return isBase64Url(c) || c == '.';
    }

    private static boolean isUrlEncoded(int c) {
        return isBase64(c) || c == '%';
    }
}
