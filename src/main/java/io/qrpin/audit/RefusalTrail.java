package io.qrpin.audit;

import io.qrpin.Qrpin;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Records refusals that change nothing. A call only counts in memory, so that it takes the same
 * short time whether the badge is genuine or not; {@link RefusalSweeper} writes the rows. A refusal
 * is no change, so a server that is killed may lose those of the last minute. Each call fires its
 * kind as a CDI event too, for those who only count.
 *
 * <p>Thread safety: safe.
 */
@ApplicationScoped
public class RefusalTrail implements DenialTrail {

  private static final Log LOG = Log.of(RefusalTrail.class);

  static final int MAX_AT_ONCE = 500;

  private RefusalRows rows;
  private RefusalTally tally;
  private Event<RefusalKind> events;
  private Clock clock;
  private volatile boolean isFailing;

  protected RefusalTrail() {}

  @Inject
  RefusalTrail(
      RefusalRows rows, Event<RefusalKind> events, @Qrpin Clock clock, @Qrpin SecureRandom random) {
    this.rows = rows;
    this.events = events;
    this.tally = new RefusalTally(random);
    this.clock = clock;
  }

  /** A stranger was refused; it is counted. */
  public void refused(RefusalKind kind, Actor by) {
    tally.add(RefusalTopic.of(kind), clock.instant(), by);
    events.fire(kind);
  }

  /**
   * A subscriber was refused. The first times in a minute have a row each.
   *
   * @param code the code of the genuine badge; empty if the caller vouches for the subscriber
   */
  public void refused(RefusalKind kind, SubscriberId subject, Optional<UUID> code, Actor by) {
    RefusalTopic topic = new RefusalTopic(kind, Optional.of(subject), code, Optional.empty());
    tally.add(topic, clock.instant(), by);
    events.fire(kind);
  }

  @Override
  public void denied(Optional<String> operation, Actor by) {
    RefusalTopic topic =
        new RefusalTopic(RefusalKind.ACCESS, Optional.empty(), Optional.empty(), operation);
    tally.add(topic, clock.instant(), by);
    events.fire(topic.kind());
  }

  /** Writes the single rows, and those of the minutes that are over. */
  void writeDue() {
    write(tally.take(clock.instant()));
  }

  /** Writes everything, because the server stops. */
  void writeAll() {
    write(tally.take(Instant.MAX));
  }

  /**
   * Keeps the counts that cannot be written for the next time. Logs a failure once, until it ends.
   */
  private void write(List<RefusalRow> due) {
    int written = 0;
    try {
      while (written < due.size()) {
        int end = Math.min(due.size(), written + MAX_AT_ONCE);
        rows.append(due.subList(written, end));
        written = end;
      }
      isFailing = false;
    } catch (RuntimeException e) {
      int lost = tally.putBack(due.subList(written, due.size()));
      if (!isFailing || lost > 0) {
        LOG.add(Message.REFUSALS_UNWRITTEN.with("lost", lost).because(e));
      }
      isFailing = true;
    }
  }
}
