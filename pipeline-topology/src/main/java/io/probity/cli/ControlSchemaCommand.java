package io.probity.cli;

import io.probity.document.Shipped;
import io.probity.evaluate.catalog.CatalogFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The form of catalog files, for editors and other programs. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of catalog files.",
            "An editor that is told of it completes keys and marks what is misspelt. It knows the form of a file alone: what refers"
                    + " to what, and whether an expression compiles, is said by `control lint`."
        },
        footer = {"", "Exit: 0 done, 2 wrong call.", "Example:", "  probity control schema > catalog.schema.json"},
        mixinStandardHelpOptions = true)
final class ControlSchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        out.print(Shipped.text(CatalogFile.SCHEMA));
        out.flush();
        return 0;
    }
}
