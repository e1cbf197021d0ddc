package io.qrpin.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.DeskPolicy;
import io.qrpin.attempts.Lock;
import io.qrpin.attempts.LockState;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.desk.page.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkerFactsTest {

  private static final Instant NOW = Instant.parse("2027-01-04T08:00:00Z");
  private static final Instant EARLIER = NOW.minus(Duration.ofDays(1));
  private static final Instant LATER = NOW.plus(Duration.ofDays(1));

  private static String fact(String term, Optional<MethodDetails> method, LockState lock) {
    return new WorkerFacts(new Moments(DeskPolicy.STANDARD), NOW)
        .of(method, lock).stream()
            .filter(fact -> fact.term().equals(term))
            .map(Fact::text)
            .findFirst()
            .orElseThrow();
  }

  private static String badge(Instant start, Instant expiry) {
    QrCodeDetails code =
        new QrCodeDetails(
            new UUID(0, 1),
            QrCodeKind.STANDARD,
            EARLIER,
            new Validity(start, expiry),
            Optional.empty());
    MethodDetails method =
        new MethodDetails(
            new UUID(0, 2),
            EARLIER,
            Optional.empty(),
            Optional.of(code),
            Optional.empty(),
            Optional.empty());
    return fact("Badge", Optional.of(method), LockState.UNLOCKED);
  }

  private static String pin(boolean changeRequired, Optional<Instant> expiresAt) {
    PinDetails pin = new PinDetails(new UUID(0, 3), changeRequired, EARLIER, EARLIER, expiresAt);
    MethodDetails method =
        new MethodDetails(
            new UUID(0, 2),
            EARLIER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(pin));
    return fact("PIN", Optional.of(method), LockState.UNLOCKED);
  }

  private static String lock(LockState lock) {
    return fact("Sign-in", Optional.empty(), lock);
  }

  @Test
  void aBadgeIsValidWillBeOrHasBeen() {
    assertThat(badge(EARLIER, LATER)).isEqualTo("Valid until 5 January 2027, 08:00 UTC");
    assertThat(badge(LATER, LATER.plusSeconds(60)))
        .isEqualTo("Valid from 5 January 2027, 08:00 UTC until 5 January 2027, 08:01 UTC");
    assertThat(badge(EARLIER, NOW)).isEqualTo("Expired on 4 January 2027, 08:00 UTC");
  }

  @Test
  void somebodyWithoutAMethodHasNothing() {
    assertThat(fact("Badge", Optional.empty(), LockState.UNLOCKED)).isEqualTo("No badge");
    assertThat(fact("PIN", Optional.empty(), LockState.UNLOCKED)).isEqualTo("No PIN");
    assertThat(fact("Last sign-in", Optional.empty(), LockState.UNLOCKED)).isEqualTo("Never");
  }

  @Test
  void aPinIsTemporaryExpiredOrTheWorkersOwn() {
    assertThat(pin(false, Optional.empty()))
        .isEqualTo("Chosen by the worker on 3 January 2027, 08:00 UTC");
    assertThat(pin(true, Optional.of(LATER))).endsWith("and until 5 January 2027, 08:00 UTC");
    assertThat(pin(true, Optional.empty())).endsWith("to be changed at the next sign-in");
    assertThat(pin(true, Optional.of(NOW))).endsWith("it needs a reset");
  }

  @Test
  void aLockSaysWhyItIsThereAndWhatEndsIt() {
    Optional<Lock> wait = Optional.of(new Lock(Optional.of(Duration.ofDays(1))));
    Optional<Instant> since = Optional.of(EARLIER);
    assertThat(lock(LockState.UNLOCKED)).isEqualTo("Not locked");
    assertThat(lock(new LockState(Optional.empty(), Optional.empty(), 1, since, false)))
        .isEqualTo("Not locked; one wrong PIN since 3 January 2027, 08:00 UTC");
    assertThat(lock(new LockState(wait, Optional.of(LATER), 6, since, false)))
        .isEqualTo(
            "Locked until 5 January 2027, 08:00 UTC after 6 wrong PINs since 3 January 2027, 08:00"
                + " UTC");
    assertThat(
            lock(new LockState(Optional.of(Lock.UNTIL_RESET), Optional.empty(), 50, since, false)))
        .endsWith("unlock it, or reset the PIN");
    assertThat(lock(new LockState(Optional.of(Lock.UNTIL_RESET), Optional.empty(), 0, since, true)))
        .endsWith("only a new PIN helps");
  }
}
