package io.probity.normalise;

import io.probity.document.Problem;
import io.probity.document.Problem.Level;
import io.probity.normalise.mapping.MappingFile;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What only one mapping may have: its source, after which its topic is named, and each event type or pattern of types. Read
 * together, and beside what ships; a mapping of a source that ships is taken for a copy that somebody works on.
 */
public final class Claims {
    /** Whose it is, and where that is said. */
    private record Claim(String source, String where, EventType type, boolean replaceable) {}

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Claim> types = new HashMap<>();

    private Claims(List<MappingFile> files) {
        var tried = files.stream().map(MappingFile::source).collect(Collectors.toSet());
        EventTypes.shipped()
                .registrations()
                .forEach(each -> types.put(each.type().name(), new Claim("", each.where(), each.type(), true)));
        Sources.mappings().stream()
                .filter(file -> !tried.contains(file.source()))
                .forEach(file -> file.types()
                        .forEach(each -> types.put(
                                each.type().name(), new Claim(file.source(), each.where(), each.type(), true))));
    }

    /** What two of them claim, or one of them and what ships: errors where a start would refuse it. In the order of the files. */
    public static List<Problem> problems(List<MappingFile> files) {
        var claims = new Claims(files);
        files.forEach(claims::add);
        return List.copyOf(claims.problems);
    }

    private void add(MappingFile file) {
        if (file.source().isEmpty()) {
            return; // said already
        }
        if (Sources.isCode(file.source())) {
            problems.add(file.ofSource(
                    Level.ERROR,
                    "source `" + file.source() + "` ships with the program, as code: give yours another name"));
        }
        var other = sources.putIfAbsent(file.source(), file.place());
        if (other != null) {
            problems.add(file.ofSource(
                    Level.ERROR,
                    "source `" + file.source() + "` is described already at " + other
                            + ", and both would be read from audit.raw." + file.source() + ": remove one"));
            return; // and so are its types
        }
        for (int i = 0; i < file.types().size(); i++) {
            type(file, i);
        }
    }

    private void type(MappingFile file, int index) {
        var each = file.types().get(index);
        var name = each.type().name();
        var claim = new Claim(file.source(), each.where(), each.type(), false);
        var known = types.putIfAbsent(name, claim);
        if (name.isEmpty() || known == null) {
            return;
        }
        if (each.replaces() && known.replaceable()) {
            types.put(name, claim); // and nobody replaces that
            return;
        }
        var also = "event type `" + name + "` is registered already"
                + (known.source().isEmpty() ? "" : " by source `" + known.source() + "`") + ", ";
        problems.add(
                Objects.equals(known.type(), each.type())
                        ? file.ofType(
                                index,
                                Level.WARNING,
                                also + "in the same words, at " + known.where()
                                        + ": events of two sources have one name")
                        : file.ofType(
                                index,
                                Level.ERROR,
                                also + "in other words, at " + known.where() + ": remove one"
                                        + (known.replaceable()
                                                ? ", or say `replaces: true` here to put this one in its place"
                                                : "")));
    }
}
