package io.probity.draft;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a table says of a path: its class, and how a value there is kept. */
public record FieldRule(FieldClass fieldClass, Keeping keeping) {

    /** A class by itself: what is personal is encrypted, what is secret is dropped. */
    public static FieldRule of(FieldClass fieldClass) {
        return new FieldRule(
                fieldClass,
                switch (fieldClass) {
                    case PUBLIC, INTERNAL -> Keeping.CLEAR;
                    case PII -> Keeping.ENCRYPT;
                    case SECRET -> Keeping.DROP;
                });
    }

    /** By the word of a file: a class, or a way to keep a personal value; null for no word of ours. */
    public static @Nullable FieldRule of(String word) {
        for (var fieldClass : FieldClass.values()) {
            if (fieldClass.name().equals(word.toUpperCase(Locale.ROOT))) {
                return of(fieldClass);
            }
        }
        var keeping = Keeping.of(word);
        return keeping == null || keeping == Keeping.CLEAR ? null : new FieldRule(FieldClass.PII, keeping);
    }

    /** Whether this says more or the same; what nothing says is personal and encrypted. */
    public boolean isAtLeast(@Nullable FieldRule other) {
        var least = other == null ? of(FieldClass.PII) : other;
        int classes = fieldClass.compareTo(least.fieldClass);
        return classes > 0 || (classes == 0 && keeping.compareTo(least.keeping) >= 0);
    }

    /** The stricter of two, of which the first may say nothing. */
    static @Nullable FieldRule strictest(@Nullable FieldRule one, @Nullable FieldRule other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAtLeast(other) ? one : other;
    }
}
