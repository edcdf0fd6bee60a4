package io.probity.integrity;

import io.probity.integrity.Policy.Group;
import io.probity.integrity.Policy.Log;
import io.probity.integrity.Policy.Witness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a policy: tlog-policy, section Policy file syntax and structure. Octets, not characters: names are compared as
 * the octets that they are, and only keys and what is shown to people are taken for UTF-8. Read once.
 */
final class PolicyReader {
    static final String NONE = "none";

    private static final String FORMAT = "policy";

    private final List<Log> logs = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> grouped = new HashSet<>();
    private @Nullable String quorum;
    private int line;

    Policy read(byte[] bytes) {
        if (bytes.length > Policy.MOST_BYTES) {
            throw fault(bytes.length + " bytes are too many; at most " + Policy.MOST_BYTES + " are read");
        }
        var octets = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = 0; at < octets.length(); ) {
            line++;
            int end = octets.indexOf('\n', at);
            if (end < 0) {
                throw fault("the line does not end in a newline; add one, or get the whole file");
            }
            readLine(octets.substring(at, end));
            at = end + 1;
        }
        line = 0;
        if (quorum == null) {
            throw fault("has no quorum line; add \"quorum <name>\", or \"quorum none\" to ask for no witness");
        }
        return new Policy(logs, witnesses, groups, quorum.equals(NONE) ? null : quorum);
    }

    private void readLine(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7f) {
                throw fault("has the control character 0x%02x; only tab and newline are allowed%s"
                        .formatted((int) c, c == '\r' ? ": save with LF line ends" : ""));
            }
        }
        var words = new ArrayList<String>();
        var tokens = new StringTokenizer(octets, " \t");
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        if (!words.isEmpty() && !words.get(0).startsWith("#")) {
            define(words);
        }
    }

    private void define(List<String> words) {
        switch (words.get(0)) {
            case "log" -> log(words);
            case "witness" -> witness(words);
            case "group" -> group(words);
            case "quorum" -> quorum(words);
            default -> throw fault("begins with none of log, witness, group, quorum and #");
        }
    }

    private void log(List<String> words) {
        if (words.size() < 2 || words.size() > 3) {
            throw fault("write \"log <vkey> [<url>]\"");
        }
        var key = key(words.get(1), SignatureType.ED25519, "a log's signs notes, type 0x01");
        for (var other : logs) {
            requireOther(key, other.key(), "log");
        }
        requireRoom(logs.size(), "logs");
        logs.add(new Log(key, words.size() == 3 ? shown(words.get(2)) : null));
    }

    private void witness(List<String> words) {
        if (words.size() < 3 || words.size() > 4) {
            throw fault("write \"witness <name> <vkey> [<url>]\"");
        }
        var key = key(words.get(2), SignatureType.COSIGNATURE_V1, "a witness's cosigns, type 0x04");
        for (var other : witnesses) {
            requireOther(key, other.key(), "witness");
        }
        requireRoom(witnesses.size(), "witnesses");
        witnesses.add(new Witness(newName(words.get(1)), key, words.size() == 4 ? shown(words.get(3)) : null));
    }

    private void group(List<String> words) {
        if (words.size() < 4) {
            throw fault("write \"group <name> all|any|<k> <name>...\", with at least one member");
        }
        var members = words.subList(3, words.size());
        for (var member : members) {
            requireDefined(member);
            if (!grouped.add(member)) {
                throw fault("\"" + shown(member) + "\" is a member already, of this group or of one before;"
                        + " a name may be a member once");
            }
        }
        requireRoom(groups.size(), "groups");
        int need = need(words.get(2), members.size());
        // The members first: a group that has itself for a member is not defined yet.
        groups.add(new Group(
                newName(words.get(1)),
                need,
                members.stream().map(PolicyReader::shown).toList()));
    }

    private int need(String word, int members) {
        if (word.equals("all")) {
            return members;
        }
        if (word.equals("any")) {
            return 1;
        }
        long need = StrictText.decimal(word);
        if (need < 1 || need > members) {
            throw fault("a group needs all, any, or a number from 1 to its " + members + " members, in decimals");
        }
        return (int) need;
    }

    private void quorum(List<String> words) {
        if (words.size() != 2) {
            throw fault("write \"quorum <name>\" or \"quorum none\"");
        }
        if (quorum != null) {
            throw fault("a second quorum line; there must be exactly one");
        }
        if (!words.get(1).equals(NONE)) {
            requireDefined(words.get(1));
        }
        quorum = shown(words.get(1));
    }

    private VerifierKey key(String octets, SignatureType type, String otherwise) {
        final VerifierKey key;
        try {
            var bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
            key = VerifierKey.parse(StrictText.utf8("verifier key", bytes, Policy.MOST_BYTES));
        } catch (MalformedTextException e) {
            throw fault("the verifier key " + e.problem());
        }
        if (key.type() != type) {
            throw fault("the verifier key has another signature type: " + otherwise);
        }
        return key;
    }

    private void requireOther(VerifierKey key, VerifierKey other, String what) {
        if (key.sameKeyAs(other)) {
            throw fault("a second " + what + " with the public key of " + other.name() + "; delete one of the two");
        }
        if (key.name().equals(other.name()) && key.id() == other.id()) {
            throw fault("a second " + what + " with the name and id of " + other.name() + "; give it another name");
        }
    }

    private void requireRoom(int size, String what) {
        if (size == Policy.MOST_OF_EACH) {
            throw fault("more than " + Policy.MOST_OF_EACH + " " + what);
        }
    }

    private String newName(String octets) {
        if (octets.equals(NONE)) {
            throw fault("\"none\" means no quorum; choose another name");
        }
        if (!defined.add(octets)) {
            throw fault("\"" + shown(octets) + "\" is defined already; choose another name");
        }
        // Octets that are not UTF-8 may look like others that are.
        if (!seen.add(shown(octets))) {
            throw fault("\"" + shown(octets) + "\" looks like a name of other octets; write names in UTF-8");
        }
        return shown(octets);
    }

    private void requireDefined(String octets) {
        if (!defined.contains(octets)) {
            throw fault("\"" + shown(octets) + "\" is no witness or group of a line before");
        }
    }

    /** As people see a name; octets that are not UTF-8 stay one character each. */
    private static String shown(String octets) {
        try {
            return StrictText.utf8(FORMAT, octets.getBytes(StandardCharsets.ISO_8859_1), Policy.MOST_BYTES);
        } catch (MalformedTextException e) {
            return octets;
        }
    }

    private MalformedTextException fault(String problem) {
        return new MalformedTextException(FORMAT, line, problem);
    }
}
