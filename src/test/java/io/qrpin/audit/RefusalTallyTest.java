package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qrpin.subscriber.SubscriberId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalTallyTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant MINUTE_LATER = NOON.plusSeconds(60);
  private static final UUID CODE = new UUID(0, 7);
  private static final Actor TILL = Actor.application("till", "request-1");

  private final RefusalTally tally = new RefusalTally(new SecureRandom());

  private static RefusalTopic expired(String subject) {
    return new RefusalTopic(
        RefusalKind.EXPIRED_BADGE,
        Optional.of(new SubscriberId(subject)),
        Optional.of(CODE),
        Optional.empty());
  }

  private static RefusalTopic unknownBadge() {
    return RefusalTopic.of(RefusalKind.UNKNOWN_BADGE);
  }

  private static RefusalTopic denied(String operation) {
    return new RefusalTopic(
        RefusalKind.ACCESS, Optional.empty(), Optional.empty(), Optional.of(operation));
  }

  private static Actor from(String address) {
    return TILL.from(SourceAddress.parse(address));
  }

  private void add(int times, RefusalTopic topic, Instant at, Actor by) {
    for (int i = 0; i < times; i++) {
      tally.add(topic, at, by);
    }
  }

  @Test
  void aRefusalOfASubscriberHasARowOfItsOwnAtOnce() {
    Actor by = from("192.0.2.17").because("test");
    tally.add(expired("ada"), NOON.plusMillis(5), by);

    List<RefusalRow> rows = tally.take(NOON.plusMillis(6));

    assertThat(rows).hasSize(1);
    RefusalRow row = rows.get(0);
    assertThat(row)
        .isEqualTo(
            new RefusalRow(
                row.id(),
                NOON.plusMillis(5),
                expired("ada"),
                by,
                Optional.empty(),
                Optional.empty()));
    assertThat(row.id().version()).isEqualTo(7);
    assertThat(tally.take(Instant.MAX)).isEmpty();
  }

  @Test
  void afterFiveInAMinuteTheRestOfThatMinuteIsCounted() {
    add(5, expired("ada"), NOON, TILL);
    assertThat(tally.take(NOON)).hasSize(5);
    add(300, expired("ada"), NOON.plusSeconds(59), TILL);
    add(1, expired("bea"), NOON.plusSeconds(59), TILL);
    add(1, expired("ada"), MINUTE_LATER, TILL);

    List<RefusalRow> later = tally.take(MINUTE_LATER);

    assertThat(later)
        .extracting(row -> row.topic().subject().orElseThrow().value(), RefusalRow::count)
        .containsExactlyInAnyOrder(
            tuple("bea", Optional.empty()),
            tuple("ada", Optional.empty()),
            tuple("ada", Optional.of(300)));
    assertThat(later).extracting(RefusalRow::id).doesNotHaveDuplicates();
  }

  @Test
  void whatStrangersCauseIsOneRowForAMinuteAndKind() {
    add(1, unknownBadge(), NOON, Actor.application("till", "request-1"));
    add(1_000, unknownBadge(), NOON.plusSeconds(59), Actor.application("till", "request-2"));
    add(2, RefusalTopic.of(RefusalKind.UNREADABLE_BADGE), NOON, TILL);

    assertThat(tally.take(NOON.plusSeconds(59))).as("the minute lasts").isEmpty();
    List<RefusalRow> rows = tally.take(MINUTE_LATER);

    assertThat(rows)
        .extracting(row -> row.topic().kind().event() + " " + row.count().orElseThrow())
        .containsExactlyInAnyOrder("UnknownBadgeRefused 1001", "UnreadableBadgeRefused 2");
    RefusalRow unknown =
        rows.stream().filter(row -> row.topic().equals(unknownBadge())).findFirst().orElseThrow();
    assertThat(unknown.at()).isEqualTo(NOON.plusSeconds(59));
    assertThat(unknown.by()).isEqualTo(Actor.application("till", "request-2"));
    assertThat(unknown.addresses()).isEmpty();
    assertThat(tally.take(Instant.MAX)).isEmpty();
  }

  @Test
  void aMinuteIsOverWhenTheClockWasSetBack() {
    add(2, unknownBadge(), NOON, TILL);

    assertThat(tally.take(NOON.minusSeconds(3_600))).hasSize(1);
  }

  @Test
  void eachMinuteHasItsOwnRow() {
    add(2, unknownBadge(), NOON, TILL);
    add(3, unknownBadge(), MINUTE_LATER, TILL);

    assertThat(tally.take(MINUTE_LATER))
        .extracting(row -> row.count().orElseThrow())
        .containsExactly(2);
    assertThat(tally.take(Instant.MAX))
        .extracting(row -> row.count().orElseThrow())
        .containsExactly(3);
  }

  @Test
  void denialsAreCountedForEachCallerAndOperation() {
    Actor ann = Actor.user(new SubscriberId("ann"), Optional.of("client"), "request-1");
    Actor annElsewhere = Actor.user(new SubscriberId("ann"), Optional.of("other"), "request-1");
    add(2, denied("READ"), NOON, ann);
    add(3, denied("ENROL"), NOON, ann);
    add(4, denied("READ"), NOON, annElsewhere);
    add(5, denied("READ"), NOON, TILL);

    assertThat(tally.take(MINUTE_LATER))
        .extracting(
            row ->
                "%s %s %s %d"
                    .formatted(
                        row.by().id(),
                        row.by().clientId().orElse("-"),
                        row.topic().operation().orElseThrow(),
                        row.count().orElseThrow()))
        .containsExactlyInAnyOrder(
            "ann client READ 2", "ann client ENROL 3", "ann other READ 4", "till till READ 5");
  }

  @Test
  void aCountHasTheAddressIfThereIsOnlyOne() {
    add(2, unknownBadge(), NOON, from("192.0.2.17"));

    RefusalRow row = tally.take(MINUTE_LATER).get(0);

    assertThat(row.by().address()).isEqualTo(SourceAddress.parse("192.0.2.17"));
    assertThat(row.addresses()).isEmpty();
  }

  @Test
  void aCountNamesUpToTenAddresses() {
    add(1, unknownBadge(), NOON, TILL);
    for (int i = 1; i <= 9; i++) {
      add(2, unknownBadge(), NOON, from("192.0.2." + i));
    }
    RefusalRow ten = tally.take(MINUTE_LATER).get(0);
    assertThat(ten.by().address()).isEmpty();
    assertThat(ten.addresses())
        .contains(
            "unknown 192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6 192.0.2.7"
                + " 192.0.2.8 192.0.2.9");

    for (int i = 1; i <= 11; i++) {
      add(1, unknownBadge(), NOON, from("192.0.2." + i));
    }
    add(1, unknownBadge(), NOON, from("192.0.2.1"));
    assertThat(tally.take(MINUTE_LATER).get(0).addresses())
        .hasValueSatisfying(text -> assertThat(text).endsWith(" 192.0.2.10 others"));
  }

  @Test
  void callersBeyondTheBoundAreCountedTogether() {
    for (int i = 0; i < RefusalTally.MAX_CALLERS + 50; i++) {
      add(2, denied("READ"), NOON, Actor.application("caller-" + i, "request-1"));
    }
    add(1, denied("READ"), NOON, Actor.application("caller-0", "request-1"));

    List<RefusalRow> rows = tally.take(MINUTE_LATER);

    assertThat(rows).hasSize(RefusalTally.MAX_CALLERS + 1);
    assertThat(rows)
        .filteredOn(row -> row.by().id().equals("caller-0"))
        .extracting(row -> row.count().orElseThrow())
        .containsExactly(3);
    RefusalRow others = rows.get(rows.size() - 1);
    assertThat(others.topic()).isEqualTo(RefusalTopic.of(RefusalKind.ACCESS));
    assertThat(others.by().kind()).isEqualTo(Actor.Kind.SYSTEM);
    assertThat(others.count()).contains(100);
  }

  @Test
  void subscribersBeyondTheBoundAreCountedTogetherAndNoCallerTakesTheirPlace() {
    for (int i = 0; i < RefusalTally.MAX_CALLERS + 1; i++) {
      add(1, denied("READ"), NOON, Actor.application("caller-" + i, "request-1"));
    }
    for (int i = 0; i < RefusalTally.MAX_SUBSCRIBERS; i++) {
      add(1, expired("worker-" + i), NOON, TILL);
    }
    add(7, expired("one-more"), NOON, TILL);

    assertThat(tally.take(NOON)).hasSize(RefusalTally.MAX_SUBSCRIBERS);
    assertThat(tally.take(MINUTE_LATER))
        .filteredOn(row -> row.topic().kind() == RefusalKind.EXPIRED_BADGE)
        .extracting(row -> row.count().orElseThrow())
        .containsExactly(7);
  }

  @Test
  void rowsThatWereNotWrittenComeAgainWithTheSameIds() {
    add(2, expired("ada"), NOON, TILL);
    List<RefusalRow> rows = tally.take(NOON);

    assertThat(tally.putBack(rows)).isZero();

    assertThat(tally.take(NOON)).isEqualTo(rows);
  }

  @Test
  void whileTheDatabaseIsAwayMemoryIsBounded() {
    List<RefusalRow> unwritten = new ArrayList<>();
    add(1, expired("ada"), NOON, TILL);
    RefusalRow row = tally.take(NOON).get(0);
    IntStream.range(0, RefusalTally.MAX_WAITING - 1).forEach(i -> unwritten.add(row));
    assertThat(tally.putBack(unwritten)).isZero();
    add(1, expired("bea"), NOON, TILL);
    add(1, expired("cleo"), NOON, TILL);

    assertThat(tally.putBack(List.of(row, row))).as("lost").isEqualTo(2);
    assertThat(tally.take(NOON)).hasSize(RefusalTally.MAX_WAITING);
    assertThat(tally.take(MINUTE_LATER))
        .extracting(it -> it.topic().subject().orElseThrow().value() + it.count().orElseThrow())
        .as("without a place a refusal is counted")
        .containsExactly("cleo1");
  }
}
