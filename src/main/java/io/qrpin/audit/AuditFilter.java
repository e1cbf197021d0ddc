package io.qrpin.audit;

import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which audit rows are asked for; an empty part asks for all. Immutable.
 *
 * @param subject the worker whose credential it is, in any spelling of the id
 * @param actor the person or application that acted, in any spelling of the id
 * @param event one of {@link #events}
 * @param from the earliest time, inclusive; years 1 to 9999
 * @param to the time before which it happened; years 1 to 9999
 */
public record AuditFilter(
    Optional<SubscriberId> subject,
    Optional<SubscriberId> actor,
    Optional<String> event,
    Optional<Instant> from,
    Optional<Instant> to) {

  /** Asks for every row. */
  public static final AuditFilter NONE =
      new AuditFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The names of all events, sorted. */
  public static Set<String> events() {
    Set<String> events = new TreeSet<>(EventNames.all());
    for (RefusalKind kind : RefusalKind.values()) {
      events.add(kind.event());
    }
    return events;
  }
}
