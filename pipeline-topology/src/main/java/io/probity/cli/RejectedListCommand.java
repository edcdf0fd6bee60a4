package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.app.RejectedLog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which records were refused, and why. */
@Command(
        name = "list",
        description = {
            "Reads audit.rejected up to where it ends now, and shows what is meant, by the time at which it arrived.",
            "Reasons and what to do about them: docs/rejections.md."
        },
        footer = {
            "",
            "Exit: 0 done, 1 broker or registry do not answer, 2 wrong call.",
            "Examples:",
            "  probity rejected list --config probity.yaml --count",
            "  probity rejected list --config probity.yaml --reason UNKNOWN_SCHEMA --source canonical"
        },
        mixinStandardHelpOptions = true)
final class RejectedListCommand implements Callable<Integer> {
    @Mixin
    private final RejectedInput which = new RejectedInput();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "most records that are shown, the latest; all are counted. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--count", description = "only how many there are, by source and reason")
    private boolean count;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Override
    public Integer call() throws Exception {
        var selection = which.selection();
        try (var log = RejectedLog.open(input.settings())) {
            var table = new RejectedTable(count ? 0 : Math.max(0, limit), log.sentAgain());
            long unreadable = log.each(selection, refused -> {
                table.add(refused);
                return true;
            });
            var out = json.people();
            (count ? table.counts() : table.lines()).forEach(out::println);
            if (unreadable > 0) {
                out.println(unreadable + " records of the topic cannot be read by this version");
            }
            out.flush();
            json.write(table.json(JsonNodeFactory.instance.objectNode().put("unreadable", unreadable)));
            return 0;
        }
    }
}
