package io.qrpin.audit;

import static java.time.temporal.ChronoUnit.MINUTES;

import io.qrpin.database.Uuid7;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refusals that are not written yet. The first ones of a subscriber in a minute have a row each.
 * The others of that minute are counted in one row, and so is everything that anybody could cause
 * without a genuine badge. What exceeds a bound is counted together. All bounds are constant, so
 * that nobody fills memory or the table. Thread safety: safe.
 */
final class RefusalTally {

  /** Rows of one subscriber, kind, code and actor in a minute, before they are counted. */
  static final int MAX_ROWS_OF_A_SUBSCRIBER = 5;

  /** Subscribers, with kind, code and actor, in a minute. */
  static final int MAX_SUBSCRIBERS = 5_000;

  /** Callers, with kind and operation, in a minute. */
  static final int MAX_CALLERS = 100;

  /** Addresses that one row names. */
  static final int MAX_ADDRESSES = 10;

  /** Rows that wait, for example while the database does not answer. */
  static final int MAX_WAITING = 10_000;

  private record Key(Instant minute, RefusalTopic topic, Actor asker) {}

  private static final class Count {
    private final Set<Optional<SourceAddress>> addresses = new LinkedHashSet<>();
    private boolean hasMoreAddresses;
    private int rowsLeft;
    private int counted;
    private Instant at;
    private String requestId;

    /**
     * @param rowsLeft how many refusals have a row each, before others are counted
     */
    private Count(int rowsLeft) {
      this.rowsLeft = rowsLeft;
    }

    void add(Instant now, Actor by) {
      counted++;
      at = now;
      requestId = by.requestId();
      if (addresses.size() < MAX_ADDRESSES) {
        addresses.add(by.address());
      } else {
        hasMoreAddresses |= !addresses.contains(by.address());
      }
    }

    RefusalRow row(Key key, SecureRandom random) {
      boolean isOneAddress = addresses.size() == 1;
      Actor by =
          new Actor(
              key.asker().kind(),
              key.asker().id(),
              key.asker().clientId(),
              requestId,
              Optional.empty(),
              isOneAddress ? addresses.iterator().next() : Optional.empty());
      return new RefusalRow(
          Uuid7.at(at, random),
          at,
          key.topic(),
          by,
          Optional.of(counted),
          isOneAddress ? Optional.empty() : Optional.of(listed()));
    }

    private String listed() {
      return addresses.stream()
          .map(it -> it.map(SourceAddress::toString).orElse("unknown"))
          .collect(Collectors.joining(" ", "", hasMoreAddresses ? " others" : ""));
    }
  }

  private final SecureRandom random;
  private final Map<Key, Count> subscribers = new HashMap<>();
  private final Map<Key, Count> callers = new HashMap<>();
  private final Map<Key, Count> others = new HashMap<>();
  private final Deque<RefusalRow> waiting = new ArrayDeque<>();

  RefusalTally(SecureRandom random) {
    this.random = random;
  }

  synchronized void add(RefusalTopic topic, Instant at, Actor by) {
    Count count = countOf(topic, at, by);
    if (count.rowsLeft > 0 && waiting.size() < MAX_WAITING) {
      count.rowsLeft--;
      waiting.add(
          new RefusalRow(Uuid7.at(at, random), at, topic, by, Optional.empty(), Optional.empty()));
    } else {
      count.add(at, by);
    }
  }

  private Count countOf(RefusalTopic topic, Instant at, Actor by) {
    Actor asker =
        new Actor(by.kind(), by.id(), by.clientId(), "none", Optional.empty(), Optional.empty());
    Instant minute = at.truncatedTo(MINUTES);
    Key key = new Key(minute, topic, asker);
    boolean isOfSubscriber = topic.subject().isPresent();
    Map<Key, Count> counts = isOfSubscriber ? subscribers : callers;
    int most = isOfSubscriber ? MAX_SUBSCRIBERS : MAX_CALLERS;
    int rows = isOfSubscriber ? MAX_ROWS_OF_A_SUBSCRIBER : 0;
    if (counts.size() < most || counts.containsKey(key)) {
      return counts.computeIfAbsent(key, unknown -> new Count(rows));
    }
    Key rest = new Key(minute, RefusalTopic.of(topic.kind()), Actor.system());
    return others.computeIfAbsent(rest, unknown -> new Count(0));
  }

  /**
   * Takes the rows that can be written: all single ones, and those of every other minute.
   *
   * @param now {@link Instant#MAX} takes everything
   */
  synchronized List<RefusalRow> take(Instant now) {
    Instant minute = now.truncatedTo(MINUTES);
    List<RefusalRow> rows = new ArrayList<>(waiting);
    waiting.clear();
    for (Map<Key, Count> counts : List.of(subscribers, callers, others)) {
      Iterator<Map.Entry<Key, Count>> entries = counts.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<Key, Count> entry = entries.next();
        // A minute that is over is in the future when the clock was set back.
        if (!entry.getKey().minute().equals(minute)) {
          entries.remove();
          if (entry.getValue().counted > 0) {
            rows.add(entry.getValue().row(entry.getKey(), random));
          }
        }
      }
    }
    return rows;
  }

  /**
   * Puts rows back that could not be written.
   *
   * @return how many found no place and are lost
   */
  synchronized int putBack(List<RefusalRow> rows) {
    int places = Math.max(0, MAX_WAITING - waiting.size());
    waiting.addAll(rows.subList(0, Math.min(places, rows.size())));
    return Math.max(0, rows.size() - places);
  }
}
