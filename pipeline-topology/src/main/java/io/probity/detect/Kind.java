package io.probity.detect;

import java.util.Locale;

/**
 * What the detectors know. The shapes are those that their issuers publish; docs/protection.md names where each was read.
 */
public enum Kind {
    PRIVATE_KEY(true),
    JWT(true),
    AWS_ACCESS_KEY(true),
    AWS_SECRET_KEY(true),
    GOOGLE_API_KEY(true),
    AZURE_ACCOUNT_KEY(true),
    AZURE_SAS(true),
    GITHUB_TOKEN(true),
    GITLAB_TOKEN(true),
    SLACK_TOKEN(true),
    STRIPE_KEY(true),
    NPM_TOKEN(true),
    PYPI_TOKEN(true),
    VAULT_TOKEN(true),
    EMAIL(false),
    CARD_NUMBER(false),
    IBAN(false);

    private final boolean secret;

    Kind(boolean secret) {
        this.secret = secret;
    }

    /** True: never kept. False: personal, so it is kept protected. */
    public boolean isSecret() {
        return secret;
    }

    /** In texts and events: {@code github_token}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
