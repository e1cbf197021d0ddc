package io.qrpin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent.MethodCreated;
import io.qrpin.audit.CredentialEvent.PinReset;
import io.qrpin.audit.RefusalKind;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.PinProven;
import io.qrpin.audit.SignInEvent.PinUnreadable;
import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.SignInLocked;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignInUnlocked;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2id;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TelemetryTest {

  private static final SubscriberId KIM = new SubscriberId("kim");
  private static final Actor TILL = Actor.application("till", "request-1");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final RecordedMeter meter = new RecordedMeter();
  private final Telemetry telemetry = new Telemetry(List.of(meter));

  private static Argon2id giving(byte[] tag) {
    return new Argon2id() {
      @Override
      public byte[] tag(byte[] secret, byte[] salt, Argon2Parameters parameters) {
        return tag;
      }

      @Override
      public String name() {
        return "constant";
      }
    };
  }

  static Stream<Arguments> attempts() {
    return Stream.of(
        Arguments.of(new SignedIn(KIM, TILL, NOON, new UUID(0, 1)), "qrpin.attempts signedIn 1"),
        Arguments.of(new PinProven(KIM, TILL, NOON), "qrpin.attempts pinProven 1"),
        Arguments.of(new PinUnreadable(KIM, TILL, NOON), "qrpin.attempts pinUnreadable 1"),
        Arguments.of(refused(RefusalReason.WRONG_PIN, 1), "qrpin.attempts wrongPin 1"),
        Arguments.of(refused(RefusalReason.WRONG_PIN, 0), "qrpin.attempts wrongPin 1"),
        Arguments.of(refused(RefusalReason.NEVER_SETTLED, 3), "qrpin.attempts neverSettled 3"),
        Arguments.of(new SignInLocked(KIM, TILL, NOON, Optional.of(NOON)), "qrpin.locks time 1"),
        Arguments.of(new SignInLocked(KIM, TILL, NOON, Optional.empty()), "qrpin.locks reset 1"));
  }

  private static SignInRefused refused(RefusalReason reason, int failures) {
    return new SignInRefused(KIM, TILL, NOON, reason, failures);
  }

  @ParameterizedTest
  @MethodSource("attempts")
  void anAttemptIsCountedByItsOutcomeAndALockByItsEnd(SignInEvent event, String counted) {
    telemetry.happened(event);

    assertThat(meter.measured).containsExactly(counted);
  }

  @ParameterizedTest
  @EnumSource
  void eachRefusalOfAStrangerIsAnOutcomeThatTheListKnows(RefusalKind kind) {
    telemetry.refused(kind);

    List<String> known =
        Stream.of(Instrument.ATTEMPTS, Instrument.DENIED)
            .flatMap(it -> it.series().stream().map(labels -> line(it, labels)))
            .toList();
    assertThat(meter.measured).hasSize(1).isSubsetOf(known);
  }

  private static String line(Instrument instrument, List<String> labels) {
    return String.join(
        " ",
        Stream.of(List.of(instrument.id()), labels, List.of("1")).flatMap(List::stream).toList());
  }

  @Test
  void changesAreCounted() {
    telemetry.unlocked(new SignInUnlocked(KIM, TILL, NOON, UnlockCause.RESET));
    telemetry.enrolled(new MethodCreated(KIM, TILL, NOON));
    telemetry.reset(new PinReset(KIM, TILL, NOON));

    assertThat(meter.measured)
        .containsExactly("qrpin.unlocks reset 1", "qrpin.enrolments 1", "qrpin.resets 1");
  }

  @Test
  void theLineForPermitsIsMeasured() {
    telemetry.waited(7);
    telemetry.turnedAway();
    telemetry.decoy(true);
    telemetry.decoy(false);

    assertThat(meter.measured)
        .containsExactly(
            "qrpin.permit.wait",
            "qrpin.turned.away 1",
            "qrpin.decoys true 1",
            "qrpin.decoys false 1");
  }

  @Test
  void aHashIsMeasuredInASpanAndPassedOnUnchanged() {
    byte[] tag = {1, 2, 3};
    Argon2id measured = telemetry.measured(giving(tag));

    assertThat(measured.tag(new byte[1], new byte[16], Argon2Parameters.OWASP)).isSameAs(tag);
    assertThat(meter.measured).containsExactly("begin qrpin.hash", "end", "qrpin.hash.duration");
  }

  @Test
  void aStepThatFailsEndsItsSpanAndFails() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                telemetry.spanning(
                    "qrpin.charge",
                    () -> {
                      throw new IllegalStateException("away");
                    }));
    assertThat(meter.measured).containsExactly("begin qrpin.charge", "failed away", "end");
  }

  @Test
  void whereNothingIsMeasuredAHashIsTheProvidersOwn() {
    Argon2id provider = giving(new byte[0]);

    assertThat(new Telemetry(List.of()).measured(provider)).isSameAs(provider);
  }
}
