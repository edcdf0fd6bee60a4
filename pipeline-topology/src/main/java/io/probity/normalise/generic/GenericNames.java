package io.probity.normalise.generic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.document.Shipped;
import java.io.UncheckedIOException;
import java.util.List;

/** Where to look for what: the lists of {@code normalise/generic/names.yaml}, which explains itself. */
record GenericNames(
        List<String> wrappers,
        List<String> idWrappers,
        List<String> notTheEvent,
        Headers headers,
        List<String> time,
        List<String> id,
        List<String> actorId,
        List<String> actorName,
        List<String> action,
        List<String> type,
        List<String> ip,
        List<String> userAgent,
        List<String> outcome,
        List<String> grpcStatus,
        List<String> error,
        List<String> targetType,
        List<String> targetId,
        List<String> targetName,
        List<String> requestId,
        List<String> traceId,
        List<String> sessionId,
        List<ScopeNames> scopes) {
    private static final String RESOURCE = "normalise/generic/names.yaml";

    record Headers(List<String> type, List<String> id, List<String> time) {}

    record ScopeNames(String kind, List<String> paths) {}

    static GenericNames load() {
        try {
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build()
                    .readValue(Shipped.text(RESOURCE), GenericNames.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
