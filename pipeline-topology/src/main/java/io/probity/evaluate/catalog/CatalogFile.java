package io.probity.evaluate.catalog;

import io.probity.document.DocumentFolder;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One catalog file, read: what it says, and where it says it. */
public final class CatalogFile {
    /** The JSON Schema of such a file, on the class path; {@link DefinitionReader} says more than it can. */
    public static final String SCHEMA = "catalog/catalog.schema.json";

    private final LocatedTree tree;
    private final Catalog catalog;

    private CatalogFile(LocatedTree tree) {
        this.tree = tree;
        this.catalog = DefinitionReader.catalog(tree, tree.root());
    }

    /** Reads text in YAML or JSON; whatever is wrong with it is among {@link #problems}. */
    public static CatalogFile parse(String name, String text) {
        return new CatalogFile(LocatedTree.parse(name, text));
    }

    /** Reads files, and all {@code .yaml}, {@code .yml} and {@code .json} files below folders, in order of name. */
    public static List<CatalogFile> read(List<Path> paths) throws IOException {
        var files = new ArrayList<CatalogFile>();
        for (var path : paths) {
            for (var file : DocumentFolder.DOCUMENTS.below(path)) {
                files.add(parse(file.toString(), Files.readString(file)));
            }
        }
        return files;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** What could not be read as it is written; the lint's findings are not among them until it has run. */
    public List<Problem> problems() {
        return List.copyOf(tree.problems());
    }

    void error(String pointer, String message) {
        tree.problem(Problem.Level.ERROR, pointer, message);
    }

    void warning(String pointer, String message) {
        tree.problem(Problem.Level.WARNING, pointer, message);
    }

    /** All that the files say, in one. */
    public static Catalog together(List<CatalogFile> files) {
        var all = files.stream().map(CatalogFile::catalog).toList();
        return new Catalog(
                all.stream().flatMap(one -> one.frameworks().stream()).toList(),
                all.stream().flatMap(one -> one.controls().stream()).toList(),
                all.stream().flatMap(one -> one.assignments().stream()).toList(),
                all.stream().flatMap(one -> one.waivers().stream()).toList(),
                all.stream().flatMap(one -> one.scopes().stream()).toList(),
                all.stream().flatMap(one -> one.passes().stream()).toList());
    }
}
