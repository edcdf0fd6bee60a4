package io.probity.normalise.mapping;

import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import io.probity.draft.EventDraft;
import io.probity.normalise.Normalised;
import io.probity.normalise.TypeNaming;
import io.probity.types.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A mapping file, read; docs/mappings.md says how one is written. */
public final class MappingFile {
    private final LocatedTree tree;
    private final Mapping mapping;

    private MappingFile(LocatedTree tree) {
        this.tree = tree;
        this.mapping = new MappingReader(tree).read();
    }

    /**
     * One test and what came of it; no fault: it passed.
     *
     * @param compared how many fields it names, or 1 where it says that the record is refused
     */
    public record Outcome(String source, String test, int compared, List<String> faults) {
        public boolean passed() {
            return faults.isEmpty();
        }
    }

    /** Reads text in YAML or JSON; whatever is wrong with it is among {@link #problems}. */
    public static MappingFile parse(String name, String text) {
        return new MappingFile(LocatedTree.parse(name, text));
    }

    /**
     * Reads one that ships.
     *
     * @param resource its place on the class path
     */
    public static MappingFile shipped(String resource) {
        try (InputStream yaml = MappingFile.class.getClassLoader().getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new IllegalStateException(resource + " is not on the class path: build again");
            }
            return parse(resource, new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    /** Errors and warnings, in the order in which they were found. */
    public List<Problem> problems() {
        return List.copyOf(tree.problems());
    }

    public String source() {
        return mapping.source();
    }

    /** Where it says its source's name, such as {@code acme.yaml:1:1}. */
    public String place() {
        return tree.found(Problem.Level.ERROR, "/source", "").place();
    }

    /** A problem with the name of the source; it is not among {@link #problems}. */
    public Problem ofSource(Problem.Level level, String message) {
        return tree.found(level, "/source", message);
    }

    /** A problem with one of {@link #types}; it is not among {@link #problems}. */
    public Problem ofType(int index, Problem.Level level, String message) {
        return tree.found(level, "/types/" + index, message);
    }

    /** The event types that the file registers. */
    public List<Registration> types() {
        return mapping.types();
    }

    /**
     * The source that it describes.
     *
     * @throws IllegalArgumentException with the first error, if there is one
     */
    public MappedSource source(TypeNaming naming) {
        for (var problem : tree.problems()) {
            if (problem.level() == Problem.Level.ERROR) {
                throw new IllegalArgumentException(problem.toString());
            }
        }
        return new MappedSource(mapping, naming);
    }

    /** Runs the tests that the file holds. */
    public List<Outcome> test(TypeNaming naming) {
        var source = source(naming);
        return mapping.tests().stream()
                .map(test -> new Outcome(
                        mapping.source(), test.name(), Math.max(1, test.expect().size()), faults(test, source)))
                .toList();
    }

    private static List<String> faults(Mapping.Test test, MappedSource source) {
        var results = source.normalise(test.given(), test.headers());
        if (results.size() != 1) {
            return List.of("the record holds " + results.size() + " events; a test gives one");
        }
        return switch (results.getFirst()) {
            case Normalised.Refused(var reason, var detail, var item) ->
                reason.name().equals(test.refused()) ? List.of() : List.of("refused, " + reason + ": " + detail);
            case Normalised.Event(var draft, var bytes, var alone) ->
                test.refused() == null
                        ? differences(test, draft)
                        : List.of("accepted, but must be refused, " + test.refused());
        };
    }

    private static List<String> differences(Mapping.Test test, EventDraft draft) {
        var faults = new ArrayList<String>();
        test.expect().forEach((key, expected) -> {
            var actual = key.equals(Mapping.SUBJECTS)
                    ? Seen.subjects(draft)
                    : Seen.of(draft, Objects.requireNonNull(Field.of(key)));
            if (!Objects.equals(expected, actual)) {
                faults.add(key + " must be " + quoted(expected) + ", was " + quoted(actual));
            }
        });
        return faults;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "absent" : "`" + text + "`";
    }

    /** A draft's fields as a test names them. */
    private static final class Seen {
        private Seen() {}

        static @Nullable String of(EventDraft draft, Field field) {
            var scope = draft.scope;
            var target = draft.target;
            var metadata = draft.metadata;
            var principal = draft.actor.getOnBehalfOf();
            var credential = draft.actor.getCredential();
            return switch (field) {
                case ID -> draft.id;
                case TYPE -> draft.eventType;
                case TIME -> text(draft.effective);
                case COLLECTED -> text(draft.collected);
                case ACTION -> draft.action;
                case CATEGORY -> lower(draft.category);
                case CRUD -> lower(draft.crud);
                case OUTCOME -> lower(draft.outcome);
                case COMPONENT -> draft.source;
                case ACTOR_ID -> text(draft.actor.getId());
                case ACTOR_NAME -> text(draft.actor.getName());
                case ACTOR_KIND -> lower(draft.actor.getKind());
                case ACTOR_MFA -> text(draft.actor.getMfa());
                case FOR_ID -> principal == null ? null : text(principal.getId());
                case FOR_NAME -> principal == null ? null : text(principal.getName());
                case FOR_KIND -> principal == null ? null : lower(principal.getKind());
                case CREDENTIAL_KIND -> credential == null ? null : credential.getKind();
                case CREDENTIAL_ID -> credential == null ? null : text(credential.getId());
                case SCOPE_KIND -> scope == null ? null : scope.getKind();
                case SCOPE_ID -> scope == null ? null : scope.getId();
                case SCOPE_PATH -> scope == null ? null : scope.getPath();
                case TARGET_TYPE -> target == null ? null : target.getType();
                case TARGET_ID -> target == null ? null : target.getId();
                case TARGET_NAME -> target == null ? null : text(target.getName());
                case IP -> metadata == null ? null : text(metadata.getClientIp());
                case USER_AGENT -> metadata == null ? null : text(metadata.getUserAgent());
                case TEAM -> draft.teamId;
                case SESSION -> draft.sessionId;
                case REQUEST -> draft.requestId;
                case TRACE -> draft.traceId;
                case SPAN -> draft.spanId;
                case PARENT -> draft.parentId;
                case SEQUENCE -> text(draft.sequence);
                case PRODUCER_VERSION -> draft.producerVersion;
                case EVIDENCE_TYPE,
                        EVIDENCE_STATUS,
                        EVIDENCE_REASON,
                        EVIDENCE_ID,
                        EVIDENCE_DIGEST,
                        EVIDENCE_HREF,
                        EVIDENCE_COLLECTED,
                        EVIDENCE_EXPIRES,
                        EVIDENCE_ENGINE,
                        EVIDENCE_ENGINE_VERSION -> EvidenceFiller.seen(draft, field);
                case DATA -> draft.data();
            };
        }

        /** Kind and id of each, with a colon between them and a blank between two. */
        static String subjects(EventDraft draft) {
            return draft.subjects.stream()
                    .map(subject -> subject.getKind() + ":" + subject.getId())
                    .collect(Collectors.joining(" "));
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }

        private static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
