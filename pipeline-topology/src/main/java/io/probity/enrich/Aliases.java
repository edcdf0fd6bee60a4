package io.probity.enrich;

import io.probity.model.AliasRow;
import io.probity.model.AliasState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows of one name are put together, and what the name stood for at a moment. */
final class Aliases {
    private static final int MOST = 100;

    /** Newest first; of one moment by digest, so that the order of arrival never decides. */
    private static final Comparator<AliasState> ORDER =
            Comparator.comparing(AliasState::getFrom).reversed().thenComparing(AliasState::getDigest);

    private Aliases() {}

    /** Everything that either knows: the same whichever row comes first, and however often it comes. */
    static AliasRow merged(AliasRow a, AliasRow b) {
        var all = new ArrayList<AliasState>(a.getStates());
        all.addAll(b.getStates());
        all.sort(ORDER.thenComparing(AliasState::getEvent));
        var kept = new ArrayList<AliasState>();
        for (int i = 0; i < all.size() && kept.size() < MOST; i++) {
            var state = all.get(i);
            boolean again = !kept.isEmpty() && ORDER.compare(kept.getLast(), state) == 0;
            if (!again) {
                kept.add(state);
            }
        }
        return new AliasRow(a.getName(), kept);
    }

    /** What the name stood for; null where no event told of so early a time. */
    static @Nullable String at(AliasRow row, Instant at) {
        for (var state : row.getStates()) {
            if (!state.getFrom().isAfter(at)) {
                return state.getDigest();
            }
        }
        return null;
    }

    /**
     * A row that knows as well what an event told; null where that changes nothing.
     *
     * @param before null where nothing was known of the name
     */
    static @Nullable AliasRow told(String name, String digest, Instant at, String event, @Nullable AliasRow before) {
        if (before != null && digest.equals(at(before, at))) {
            return null; // it stood for the same already
        }
        var told = new AliasRow(name, List.of(new AliasState(at, digest, event)));
        if (before == null) {
            return told;
        }
        var after = merged(before, told);
        return after.equals(before) ? null : after;
    }
}
