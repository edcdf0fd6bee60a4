package io.probity.findings;

import io.probity.model.Violation;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of a finding: CloudEvents 1.0 in the binary content mode of its Kafka protocol binding, which puts {@code ce_} before
 * each attribute and the content type under a name of its own. Pure.
 */
final class CloudEvent {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CloudEvent() {}

    static Map<String, String> headers(Violation violation, FindingFormat format) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", State.id(violation));
        headers.put("ce_source", "urn:probity:" + encoded(violation.getTenant()));
        headers.put("ce_type", "io.probity.finding." + State.activity(violation).past);
        headers.put("ce_time", State.changedAt(violation).toString());
        headers.put("ce_subject", violation.getSubject());
        if (format == FindingFormat.OCSF) {
            headers.put(
                    "ce_dataschema", "https://schema.ocsf.io/" + OcsfFinding.VERSION + "/classes/compliance_finding");
        }
        headers.put("content-type", format.contentType());
        return headers;
    }

    /** A source is a URI reference: what RFC 3986 does not call unreserved is written as percent and two digits, by UTF-8. */
    private static String encoded(String tenant) {
        var encoded = new StringBuilder();
        for (byte each : tenant.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (each & 0xff);
            if (UNRESERVED.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits(each));
            }
        }
        return encoded.toString();
    }
}
