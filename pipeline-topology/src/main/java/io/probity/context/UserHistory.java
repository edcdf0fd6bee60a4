package io.probity.context;

import io.probity.model.UserRow;
import io.probity.model.UserState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a user's row takes in what is newly said of the user, and keeps what held before. A chapter stands by the moment that it
 * holds from, whenever it is told; what holds already is no new chapter when it is said again of a later moment.
 */
public final class UserHistory {
    private static final int MOST = 100;

    private UserHistory() {}

    /**
     * The row to keep.
     *
     * @param said what is said now; its own {@code from} is from when on it holds, where it has one
     * @param stands the row so far; null where there is none
     * @param otherwise from when on what is said holds where it does not say itself, and something else held before
     */
    public static UserRow told(UserRow said, @Nullable UserRow stands, Instant otherwise) {
        if (stands == null) {
            return said;
        }
        if (state(said, Instant.EPOCH).equals(state(stands, Instant.EPOCH)) && !isEarlier(said, stands)) {
            return row(said, state(stands, Instant.EPOCH), stands.getFrom(), stands.getEarlier());
        }
        Instant from = said.getFrom() == null ? otherwise : said.getFrom();
        Instant since = stands.getFrom() == null ? Instant.EPOCH : stands.getFrom();
        if (from.equals(stands.getFrom())) {
            return row(said, state(said, from), from, stands.getEarlier()); // a correction: it never held
        }
        if (from.isBefore(since)) { // something of the past that nobody had said yet: today is not touched
            return row(stands, state(stands, since), stands.getFrom(), with(state(said, from), stands.getEarlier()));
        }
        return row(said, state(said, from), from, with(state(stands, since), stands.getEarlier()));
    }

    /** Whether what is said held before what stands did: a chapter of its own, though it is what holds today. */
    private static boolean isEarlier(UserRow said, UserRow stands) {
        return said.getFrom() != null
                && stands.getFrom() != null
                && said.getFrom().isBefore(stands.getFrom());
    }

    /** Newest first; of one moment what was said last. */
    private static List<UserState> with(UserState state, List<UserState> earlier) {
        var all = new ArrayList<UserState>();
        all.add(state);
        earlier.stream().filter(it -> !it.getFrom().equals(state.getFrom())).forEach(all::add);
        all.sort(Comparator.comparing(UserState::getFrom).reversed());
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST)));
    }

    private static UserState state(UserRow row, Instant from) {
        return new UserState(
                from, row.getRoles(), row.getDepartment(), row.getStatus(), row.getPermissions(), row.getManager());
    }

    private static UserRow row(UserRow names, UserState state, @Nullable Instant from, List<UserState> earlier) {
        return new UserRow(
                names.getId(),
                names.getName(),
                state.getRoles(),
                state.getDepartment(),
                state.getStatus(),
                names.getCalendar(),
                state.getPermissions(),
                state.getManager(),
                from,
                earlier);
    }
}
