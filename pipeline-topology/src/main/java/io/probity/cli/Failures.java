package io.probity.cli;

import io.probity.app.BrokerAwayException;
import io.probity.app.SettingException;
import io.probity.keys.KeyException;
import io.probity.registry.RegistryUnavailableException;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What a command ends with when it fails: a line for what people can mend, a trace for what only we can. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult words) throws Exception {
        return switch (failed) {
            case SettingException wrong -> said(command, wrong, 2);
            case KeyException wrong -> said(command, wrong, 1);
            case ConfigException wrong -> said(command, wrong, 2);
            case BrokerAwayException away -> said(command, away, 1);
            case RegistryUnavailableException away -> said(command, away, 1);
            default -> throw failed;
        };
    }

    private static int said(CommandLine command, Exception why, int code) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + why.getMessage());
        return code;
    }
}
