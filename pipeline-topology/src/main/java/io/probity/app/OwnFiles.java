package io.probity.app;

import static io.probity.document.DocumentFolder.DOCUMENTS;

import io.probity.document.Problem;
import io.probity.normalise.Sources;
import io.probity.normalise.mapping.MappingFile;
import io.probity.types.EventTypeFile;
import io.probity.types.Registration;
import io.probity.validate.DataSchemas;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator adds to what ships: event types, and mappings of providers. Read once, at start, and whole. */
public record OwnFiles(List<Registration> types, List<MappingFile> mappings) {

    /**
     * What the settings name, read once for all who ask with the same settings.
     *
     * @throws SettingException naming the file, the line and what is wrong there
     */
    public static OwnFiles of(Settings settings) {
        return settings.own();
    }

    static OwnFiles read(Settings settings) {
        var types = read(settings, Setting.EVENT_TYPES, EventTypeFile::parse);
        refuse(Setting.EVENT_TYPES, types.stream().flatMap(file -> file.problems().stream()));
        var mappings = read(settings, Setting.MAPPINGS, MappingFile::parse);
        refuse(Setting.MAPPINGS, mappings.stream().flatMap(file -> file.problems().stream()));
        return new OwnFiles(
                types.stream().flatMap(file -> file.registrations().stream()).toList(), mappings);
    }

    /**
     * The sources and types that ship, and these.
     *
     * @throws SettingException naming the place of the first that cannot be registered beside the others
     */
    public Sources sources() {
        return isEmpty() ? Sources.shipped() : checked(() -> Sources.with(types, mappings));
    }

    /** True: what ships is all there is. */
    boolean isEmpty() {
        return types.isEmpty() && mappings.isEmpty();
    }

    /**
     * The same with mappings that are to be tried: each takes the place of another one of its source.
     *
     * @throws SettingException as above
     */
    public Sources trying(List<MappingFile> tried) {
        var names = tried.stream().map(MappingFile::source).collect(Collectors.toSet());
        var all = new ArrayList<>(tried);
        mappings.stream().filter(file -> !names.contains(file.source())).forEach(all::add);
        return checked(() -> Sources.tried(types, all));
    }

    /** The names of the sources that the mappings describe. */
    Set<String> names() {
        return mappings.stream().map(MappingFile::source).collect(Collectors.toSet());
    }

    private static Sources checked(Supplier<Sources> made) {
        try {
            var sources = made.get();
            DataSchemas.of(sources.types());
            return sources;
        } catch (IllegalArgumentException wrong) {
            throw new SettingException(String.valueOf(wrong.getMessage()));
        }
    }

    private static <T> List<T> read(Settings settings, Setting setting, BiFunction<String, String, T> parse) {
        var all = new ArrayList<T>();
        for (var name : settings.list(setting)) {
            read(Path.of(name), setting).forEach(file -> all.add(parse.apply(file.toString(), text(file, setting))));
        }
        return all;
    }

    private static List<Path> read(Path path, Setting setting) {
        if (!Files.exists(path)) {
            throw new SettingException("setting '" + setting.key() + "' names " + path.toAbsolutePath()
                    + ", which is not there: name a file, or a folder of .yaml, .yml and .json files");
        }
        try {
            var files = DOCUMENTS.below(path);
            if (files.isEmpty()) {
                throw new SettingException("setting '" + setting.key() + "' names the folder " + path
                        + ", which holds no " + DOCUMENTS.words() + " file: name another one, or none");
            }
            return files;
        } catch (IOException unreadable) {
            throw unreadable(path, setting, unreadable);
        }
    }

    private static String text(Path file, Setting setting) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException wrong) {
            throw new SettingException(file + " of setting '" + setting.key() + "' is not UTF-8: save it as that");
        } catch (IOException unreadable) {
            throw unreadable(file, setting, unreadable);
        }
    }

    private static SettingException unreadable(Path path, Setting setting, IOException why) {
        return new SettingException(path + " of setting '" + setting.key() + "' cannot be read: " + why.getMessage());
    }

    private static void refuse(Setting setting, Stream<Problem> problems) {
        var errors = problems.filter(problem -> problem.level() == Problem.Level.ERROR)
                .map(Problem::toString)
                .toList();
        if (!errors.isEmpty()) {
            throw new SettingException("what setting '" + setting.key()
                    + "' names has errors: mend them, or take the file away\n" + String.join("\n", errors));
        }
    }
}
