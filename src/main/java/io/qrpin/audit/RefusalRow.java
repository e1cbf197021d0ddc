package io.qrpin.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An audit row of refusals.
 *
 * @param id stays the same when the row is written again, so that it is written once
 * @param at when it was; the last time, if there is a count
 * @param by who asked; in the last request, if there is a count
 * @param count the number of refusals in a row that stands for a minute
 * @param addresses from where they came, if they did not all come from one address
 */
record RefusalRow(
    UUID id,
    Instant at,
    RefusalTopic topic,
    Actor by,
    Optional<Integer> count,
    Optional<String> addresses) {}
