package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.FiredEvents;
import io.qrpin.MovingClock;
import io.qrpin.subscriber.SubscriberId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalTrailTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Actor TILL = Actor.application("till", "request-1");
  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final Logger LOGGER = Logger.getLogger(RefusalTrail.class.getName());

  private final MovingClock clock = new MovingClock(NOON);
  private final Written written = new Written();
  private final List<RefusalKind> fired = new ArrayList<>();
  private final RefusalTrail trail =
      new RefusalTrail(written, new FiredEvents<>(fired::add), clock, new SecureRandom());
  private final Logged logged = new Logged();

  private static final class Written extends RefusalRows {
    private final List<List<RefusalRow>> statements = new ArrayList<>();
    private int failingFrom = Integer.MAX_VALUE;

    @Override
    void append(List<RefusalRow> rows) {
      if (statements.size() >= failingFrom) {
        throw new IllegalStateException("the database is away");
      }
      statements.add(List.copyOf(rows));
    }

    List<String> events() {
      return statements.stream()
          .flatMap(List::stream)
          .map(row -> row.topic().kind().event())
          .toList();
    }
  }

  private static final class Logged extends Handler {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      messages.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(logged);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(logged);
    LOGGER.setUseParentHandlers(true);
  }

  private void refuseAda() {
    trail.refused(RefusalKind.LOCKED, ADA, Optional.of(new UUID(0, 1)), TILL);
  }

  @Test
  void aRefusalOfASubscriberIsWrittenSoonAndACountWhenItsMinuteIsOver() {
    refuseAda();
    trail.refused(RefusalKind.UNKNOWN_BADGE, TILL);
    trail.denied(Optional.of("READ"), TILL);
    assertThat(written.statements).as("nothing is written in the request").isEmpty();

    trail.writeDue();
    assertThat(written.events()).containsExactly("LockedAttemptRefused");

    clock.set(NOON.plusSeconds(60));
    trail.writeDue();
    assertThat(written.events())
        .containsExactlyInAnyOrder("LockedAttemptRefused", "UnknownBadgeRefused", "AccessDenied");
  }

  @Test
  void whenTheServerStopsEverythingIsWritten() {
    refuseAda();
    trail.refused(RefusalKind.UNKNOWN_BADGE, TILL);

    trail.writeAll();

    assertThat(written.events()).containsExactly("LockedAttemptRefused", "UnknownBadgeRefused");
  }

  @Test
  void withoutRefusalsThereIsNoStatement() {
    trail.writeDue();
    trail.writeAll();

    assertThat(written.statements).isEmpty();
  }

  @Test
  void manyRowsAreWrittenInSeveralStatementsAndAFailureKeepsTheRest() {
    for (int i = 0; i < 2 * RefusalTrail.MAX_AT_ONCE + 1; i++) {
      trail.refused(RefusalKind.LOCKED, new SubscriberId("worker-" + i), Optional.empty(), TILL);
    }
    written.failingFrom = 1;
    trail.writeDue();
    trail.writeDue();
    assertThat(written.statements).extracting(List::size).containsExactly(RefusalTrail.MAX_AT_ONCE);
    assertThat(logged.messages).as("one line for an outage").hasSize(1);

    written.failingFrom = Integer.MAX_VALUE;
    trail.writeDue();
    assertThat(written.statements)
        .extracting(List::size)
        .containsExactly(RefusalTrail.MAX_AT_ONCE, RefusalTrail.MAX_AT_ONCE, 1);
    assertThat(written.statements.stream().flatMap(List::stream).map(RefusalRow::id))
        .doesNotHaveDuplicates();

    refuseAda();
    written.failingFrom = 0;
    trail.writeDue();
    assertThat(logged.messages).as("the next outage has its line").hasSize(2);
  }

  @Test
  void theNamesOfTheEventsAreThese() {
    assertThat(RefusalKind.values())
        .extracting(RefusalKind::event)
        .containsExactly(
            "UnreadableBadgeRefused",
            "UnknownBadgeRefused",
            "ExpiredBadgeRefused",
            "EarlyBadgeRefused",
            "ImpossiblePinRefused",
            "MissingPinRefused",
            "LockedAttemptRefused",
            "AccessDenied");
  }

  @Test
  void eachRefusalFiresItsKindOnce() {
    trail.refused(RefusalKind.UNKNOWN_BADGE, TILL);
    trail.refused(RefusalKind.LOCKED, ADA, Optional.empty(), TILL);
    trail.denied(Optional.empty(), TILL);

    assertThat(fired)
        .containsExactly(RefusalKind.UNKNOWN_BADGE, RefusalKind.LOCKED, RefusalKind.ACCESS);
  }
}
