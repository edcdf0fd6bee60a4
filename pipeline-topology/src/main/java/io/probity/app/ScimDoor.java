package io.probity.app;

import io.probity.scim.ScimDirectory;
import io.probity.scim.ScimMapping;
import io.probity.scim.ScimResource;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The receiver of pushed users and groups, where the settings ask for one. */
record ScimDoor(ScimResource resource, ScimLog log) implements AutoCloseable {
    private static final int LEAST_TOKEN = 32;

    /**
     * Opens it; null where no token is set.
     *
     * @throws SettingException naming the setting that is wrong
     */
    static @Nullable ScimDoor open(Settings settings, Blueprint plan, AvroSerdes avro) {
        if (settings.find(Setting.SCIM_TOKEN_FILE).orElse("").isBlank()) {
            return null;
        }
        var token = token(settings);
        var mapping = mapping(settings);
        var tenant = settings.find(Setting.SCIM_TENANT).orElseGet(() -> settings.text(Setting.TENANT));
        var log = new ScimLog(plan.configs(), avro, plan.topics(), tenant);
        var directory = new ScimDirectory(log, mapping, () -> Instant.now().truncatedTo(ChronoUnit.MICROS));
        return new ScimDoor(new ScimResource(directory, token), log);
    }

    private static String token(Settings settings) {
        var file = Path.of(settings.text(Setting.SCIM_TOKEN_FILE).strip());
        try {
            var token = Files.readString(file).strip();
            if (token.length() < LEAST_TOKEN) {
                throw new SettingException("token file " + file + " of '" + Setting.SCIM_TOKEN_FILE.key() + "' holds "
                        + token.length() + " characters; it must hold " + LEAST_TOKEN
                        + " or more random ones: openssl rand -hex 32 > " + file);
            }
            return token;
        } catch (IOException unreadable) {
            throw new SettingException("token file " + file + " of '" + Setting.SCIM_TOKEN_FILE.key()
                    + "' cannot be read: make one with openssl rand -hex 32 > " + file);
        }
    }

    static ScimMapping mapping(Settings settings) {
        var id = settings.text(Setting.SCIM_USER_ID);
        if (!List.of("userName", "externalId", "id").contains(id)) {
            throw new SettingException("setting '" + Setting.SCIM_USER_ID.key()
                    + "' must be userName, externalId or id, was '" + id + "'");
        }
        return new ScimMapping(id, roles(settings), teams(settings));
    }

    private static Map<String, String> roles(Settings settings) {
        var roles = new HashMap<String, String>();
        for (var pair : settings.list(Setting.SCIM_ROLES)) {
            int is = pair.lastIndexOf('=');
            if (is > 0) {
                roles.put(pair.substring(0, is).strip(), pair.substring(is + 1).strip());
            } else {
                throw new SettingException("setting '" + Setting.SCIM_ROLES.key()
                        + "' must be group=role, separated by commas, was '" + pair + "'");
            }
        }
        return roles;
    }

    private static @Nullable Pattern teams(Settings settings) {
        var pattern = settings.find(Setting.SCIM_TEAMS).orElse("");
        try {
            return pattern.isBlank() ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            throw new SettingException("setting '" + Setting.SCIM_TEAMS.key()
                    + "' must be a regular expression such as team-(.+), was '" + pattern + "'");
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
