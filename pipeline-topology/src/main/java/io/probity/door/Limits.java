package io.probity.door;

import java.time.Duration;

/**
 * What a door may take on.
 *
 * @param bodyBytes of one body as it is sent
 * @param decodedBytes of one body without its Content-Encoding
 * @param itemBytes of one record
 * @param items in one body
 * @param inFlightBytes of all requests in memory
 * @param spoolBytes on the disk
 * @param answeredFor how long an answer is remembered
 * @param answeredBytes of remembered answers
 */
public record Limits(
        int bodyBytes,
        int decodedBytes,
        int itemBytes,
        int items,
        long inFlightBytes,
        long spoolBytes,
        Duration answeredFor,
        long answeredBytes) {}
