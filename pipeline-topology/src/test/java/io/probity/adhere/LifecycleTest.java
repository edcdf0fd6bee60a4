package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.adhere.Lifecycle.Next;
import io.probity.adhere.Lifecycle.Stance;
import io.probity.house.Page;
import io.probity.leaf.Refusal;
import io.probity.model.CommandKind;
import io.probity.model.ViolationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every order after every status, as docs/commands.md has it. */
class LifecycleTest {
    private static final List<CommandKind> ORDERS = Stream.of(CommandKind.values())
            .filter(kind -> kind != CommandKind.REFRESH && kind != CommandKind.UNKNOWN && !AnswerFold.isAnswer(kind))
            .toList();

    private static final List<Stance> STANCES = List.of(
            new Stance(ViolationStatus.DETECTED, true, false),
            new Stance(ViolationStatus.IN_REVIEW, true, false),
            new Stance(ViolationStatus.RESOLVED, true, false),
            new Stance(ViolationStatus.DISMISSED, true, false),
            new Stance(ViolationStatus.DETECTED, false, true),
            new Stance(ViolationStatus.IN_REVIEW, false, true),
            new Stance(ViolationStatus.RESOLVED, false, false),
            new Stance(ViolationStatus.DISMISSED, false, true),
            new Stance(ViolationStatus.DISMISSED, false, false));

    @Test
    void thePageShowsWhatComesOfEveryOrderAfterEveryStatus() throws IOException {
        var rows = new ArrayList<List<String>>();
        for (var stance : STANCES) {
            var row = new ArrayList<>(List.of(words(stance)));
            ORDERS.forEach(kind -> row.add(words(Lifecycle.after(kind, stance))));
            rows.add(row);
        }
        Page.named("commands.md").shows(rows);
    }

    @Test
    void thePageExplainsEveryRefusal() throws IOException {
        var text = Files.readString(Page.named("commands.md").file());

        for (var code : Refusal.Code.values()) {
            assertThat(text).contains("| `" + code + "` |");
        }
    }

    /** What one order brings about, another takes back, but for what the facts have settled. */
    @ParameterizedTest
    @EnumSource(
            value = ViolationStatus.class,
            names = {"IN_REVIEW", "RESOLVED", "DISMISSED"})
    void whatIsReopenedIsDetected(ViolationStatus status) {
        assertThat(Lifecycle.after(CommandKind.REOPEN, new Stance(status, true, false)))
                .isEqualTo(new Next.To(ViolationStatus.DETECTED));
    }

    @ParameterizedTest
    @EnumSource(
            value = ViolationStatus.class,
            names = {"DETECTED", "IN_REVIEW"})
    void nobodysWordResolvesAState(ViolationStatus status) {
        assertThat(Lifecycle.after(CommandKind.RESOLVE, new Stance(status, false, true)))
                .isEqualTo(new Next.No(Refusal.Code.RESOLVED_BY_FACTS));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNewerThanThisBuildIsRefused(CommandKind kind) {
        assertThat(Lifecycle.after(kind, new Stance(ViolationStatus.UNKNOWN, true, false)))
                .isEqualTo(new Next.No(Refusal.Code.UNKNOWN_VIOLATION));
        assertThat(Lifecycle.after(CommandKind.UNKNOWN, new Stance(ViolationStatus.DETECTED, true, false)))
                .isEqualTo(new Next.No(Refusal.Code.UNKNOWN_KIND));
    }

    private static String words(Stance stance) {
        var of = stance.occurrence()
                ? "occurrence"
                : stance.status() == ViolationStatus.DISMISSED
                        ? stance.failing() ? "state that has not healed" : "state that has healed"
                        : "state";
        return stance.status() + ", " + of;
    }

    private static String words(Next next) {
        return switch (next) {
            case Next.To(var status) -> status.name();
            case Next.No(var code) -> "`" + code + "`";
        };
    }
}
