package io.probity.detect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** International bank account numbers, ISO 13616: a country's length, and a check by 97. In one run, or in groups of four. */
final class Ibans {
    private static final int MOST = 34;

    /** By country: SWIFT's IBAN registry, release 100. */
    private static final Map<String, Integer> LENGTHS = lengths(
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24"
                    + " FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20"
                    + " LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28"
                    + " PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22"
                    + " VG24 XK20 YE30");

    private Ibans() {}

    /** One in a text; a capital stands at i, and no word before it. */
    static @Nullable Hit at(CharSequence text, int i) {
        if (i + 15 > text.length()
                || !isCapital(text.charAt(i + 1))
                || !Detectors.isDigit(text.charAt(i + 2))
                || !Detectors.isDigit(text.charAt(i + 3))) {
            return null;
        }
        var length = LENGTHS.get(text.subSequence(i, i + 2).toString());
        if (length == null) {
            return null;
        }
        var bare = new StringBuilder(MOST);
        int end = i;
        while (end < text.length() && bare.length() < length) {
            char c = text.charAt(end);
            if (isCapital(c) || Detectors.isDigit(c)) {
                bare.append(c);
            } else if (c != ' ' || bare.length() % 4 != 0) {
                return null;
            }
            end++;
        }
        boolean ends = end == text.length() || !Detectors.isWord(text.charAt(end));
        return bare.length() == length && ends && isRight(bare) ? new Hit(Kind.IBAN, i, end) : null;
    }

    /** ISO 7064, MOD 97-10, over the number with its first four characters at the end. */
    private static boolean isRight(CharSequence iban) {
        int rest = 0;
        for (int i = 0; i < iban.length(); i++) {
            char c = iban.charAt((i + 4) % iban.length());
            rest = Detectors.isDigit(c) ? (10 * rest + c - '0') % 97 : (100 * rest + c - 'A' + 10) % 97;
        }
        return rest == 1;
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static Map<String, Integer> lengths(String registry) {
        var lengths = new java.util.HashMap<String, Integer>();
        for (var entry : registry.split(" ", -1)) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
