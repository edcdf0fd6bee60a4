package io.probity.integrity;

import io.probity.integrity.Opened.Signed;
import io.probity.integrity.Opened.Verified;
import io.probity.integrity.Opened.WrongSignature;
import io.probity.integrity.Trust.NoCheckpoint;
import io.probity.integrity.Trust.QuorumMissed;
import io.probity.integrity.Trust.SignatureWrong;
import io.probity.integrity.Trust.Trusted;
import io.probity.integrity.Trust.UnknownLog;
import io.probity.integrity.Trust.Unsigned;
import io.probity.integrity.Trust.Witnessed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which logs and which witnesses somebody believes, and how many witnesses it takes: tlog-policy. Immutable.
 *
 * <p>The specification lets a policy without logs hold where the log is known otherwise. Here such a policy parses, for
 * its witnesses, and {@link #judge} trusts nothing by it.
 */
public final class Policy {
    /** As many logs, witnesses and groups each; the specification asks for 32. */
    public static final int MOST_OF_EACH = 256;

    public static final int MOST_BYTES = 256 * 1024;

    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final List<Group> groups;
    private final @Nullable String quorum;

    /**
     * A log.
     *
     * @param key whose name is the log's origin
     * @param url where it is, or null
     */
    public record Log(VerifierKey key, @Nullable String url) {}

    /**
     * A witness.
     *
     * @param name in the policy, of no meaning elsewhere
     * @param url where to ask it for cosignatures, or null
     */
    public record Witness(
            String name, VerifierKey key, @Nullable String url) {}

    /**
     * Some of witnesses and groups.
     *
     * @param need so many of the members make the group, from 1 to all
     */
    public record Group(String name, int need, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /** @param quorum null for {@code none} */
    Policy(List<Log> logs, List<Witness> witnesses, List<Group> groups, @Nullable String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.groups = List.copyOf(groups);
        this.quorum = quorum;
    }

    /**
     * Reads a policy.
     *
     * @throws MalformedTextException with the line, what is wrong with it and what to do
     */
    public static Policy parse(byte[] bytes) {
        return new PolicyReader().read(bytes);
    }

    /** In the order of the policy; may be none. */
    public List<Log> logs() {
        return logs;
    }

    /** In the order of the policy; may be none. */
    public List<Witness> witnesses() {
        return witnesses;
    }

    /** In the order of their definition, so that each one's members stand before it. */
    public List<Group> groups() {
        return groups;
    }

    /** The witness or group that has to have witnessed; {@code none} if nobody has to. */
    public String quorum() {
        return quorum == null ? PolicyReader.NONE : quorum;
    }

    /**
     * Whether a note is a checkpoint that one of the logs signed, the one of its origin, and enough witnesses cosigned. A
     * wrong signature of any of these keys refuses the note, whatever others are under it.
     */
    public Trust judge(SignedNote note) {
        final Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(note.text());
        } catch (MalformedTextException e) {
            return new NoCheckpoint("line " + e.line() + " " + e.problem());
        }
        var keys = logs.stream()
                .map(Log::key)
                .filter(key -> key.name().equals(checkpoint.origin()))
                .toList();
        if (keys.isEmpty()) {
            return new UnknownLog(checkpoint.origin());
        }
        var signed = Verifiers.of(keys).open(note);
        if (signed instanceof WrongSignature wrong) {
            return new SignatureWrong(wrong.key().name());
        }
        if (signed instanceof Verified verified) {
            return witnessed(note, checkpoint, verified.by().get(0).key());
        }
        return new Unsigned(checkpoint.origin());
    }

    private Trust witnessed(SignedNote note, Checkpoint checkpoint, VerifierKey log) {
        var cosigned = new ArrayList<Witnessed>();
        var opened = Verifiers.of(witnesses.stream().map(Witness::key).toList()).open(note);
        var by = opened instanceof Verified verified ? verified.by() : List.<Signed>of();
        for (var witness : witnesses) {
            if (opened instanceof WrongSignature wrong && wrong.key().equals(witness.key())) {
                return new SignatureWrong(witness.name());
            }
            for (var signed : by) {
                if (signed.key().equals(witness.key())) {
                    cosigned.add(new Witnessed(witness.name(), Cosignature.seconds(signed.signature())));
                }
            }
        }
        var missed = missed(cosigned);
        return missed == null ? new Trusted(checkpoint, log, cosigned) : missed;
    }

    private @Nullable QuorumMissed missed(List<Witnessed> cosigned) {
        Set<String> have = new HashSet<>();
        cosigned.forEach(witness -> have.add(witness.name()));
        // Each group's members are defined before it: one pass, no recursion.
        for (var group : groups) {
            if (group.members().stream().filter(have::contains).count() >= group.need()) {
                have.add(group.name());
            }
        }
        return quorum == null || have.contains(quorum) ? null : missed(quorum, have);
    }

    private QuorumMissed missed(String name, Set<String> have) {
        for (var group : groups) {
            if (group.name().equals(name)) {
                var missing = group.members().stream()
                        .filter(member -> !have.contains(member))
                        .toList();
                return new QuorumMissed(name, group.members().size() - missing.size(), group.need(), missing);
            }
        }
        return new QuorumMissed(name, 0, 1, List.of(name));
    }
}
