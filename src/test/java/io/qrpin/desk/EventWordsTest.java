package io.qrpin.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.access.DeskPolicy;
import io.qrpin.audit.Actor;
import io.qrpin.audit.AuditEvent;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialHistory.RecordedEvent;
import io.qrpin.audit.SignInEvent;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventWordsTest {

  private static final Instant NOW = Instant.parse("2027-01-04T08:00:00Z");
  private static final SubscriberId WORKER = new SubscriberId("worker-1");
  private static final Actor LEAD = Actor.user(new SubscriberId("lead-1"), Optional.empty(), "r-1");

  private static String sentence(String name, Map<String, String> details, Actor by) {
    RecordedEvent event =
        new RecordedEvent(
            new UUID(0, 1),
            NOW,
            name,
            by.kind(),
            by.id(),
            by.clientId(),
            Optional.empty(),
            details);
    return new EventWords(new Moments(DeskPolicy.STANDARD), WORKER, id -> "Lea " + id)
        .of(event)
        .sentence();
  }

  static Stream<AuditEvent> credentialEvents() {
    UUID code = new UUID(0, 2);
    return Stream.of(
        new CredentialEvent.MethodCreated(WORKER, LEAD, NOW),
        new CredentialEvent.MethodDeleted(WORKER, LEAD, NOW),
        new CredentialEvent.PinCreated(WORKER, LEAD, NOW),
        new CredentialEvent.PinReset(WORKER, LEAD, NOW),
        new CredentialEvent.PinChanged(WORKER, LEAD, NOW),
        new CredentialEvent.PinRevoked(WORKER, LEAD, NOW),
        new CredentialEvent.QrCodeIssued(WORKER, LEAD, NOW, code),
        new CredentialEvent.QrCodeExtended(WORKER, LEAD, NOW, code, NOW),
        new CredentialEvent.QrCodeRevoked(WORKER, LEAD, NOW, code));
  }

  @ParameterizedTest
  @MethodSource("credentialEvents")
  void everyChangeOfACredentialHasWords(AuditEvent event) {
    assertThat(sentence(event.name(), event.details(), LEAD))
        .isNotEqualTo(event.name() + ", by Lea lead-1")
        .doesNotContain("{")
        .endsWith(", by Lea lead-1");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonOfARefusalHasWords(SignInEvent.RefusalReason reason) {
    SignInEvent event = new SignInEvent.SignInRefused(WORKER, LEAD, NOW, reason, 1);
    assertThat(sentence(event.name(), event.details(), LEAD))
        .startsWith("Sign-in refused: ")
        .doesNotContain(reason.code());
  }

  @Test
  void aRunOfFailuresThatWasClearedHasWords() {
    SignInEvent event = new SignInEvent.FailuresCleared(WORKER, LEAD, NOW, 3);
    assertThat(sentence(event.name(), event.details(), LEAD))
        .isEqualTo("Wrong PINs cleared: 3, by Lea lead-1");
  }

  @ParameterizedTest
  @EnumSource
  void everyEndOfALockHasWords(SignInEvent.UnlockCause cause) {
    SignInEvent event = new SignInEvent.SignInUnlocked(WORKER, LEAD, NOW, cause);
    assertThat(sentence(event.name(), event.details(), LEAD)).matches("Unlocked by (the|a|an) .*");
  }

  @Test
  void timesAreShownAsOnAllPages() {
    SignInEvent event = new SignInEvent.SignInLocked(WORKER, LEAD, NOW, Optional.of(NOW));
    assertThat(sentence(event.name(), event.details(), Actor.system()))
        .isEqualTo("Locked until 4 January 2027, 08:00 UTC");
  }

  @Test
  void theWorkerAnApplicationAndQrpinItselfAreNamed() {
    Actor worker = Actor.user(WORKER, Optional.empty(), "r-1");
    assertThat(sentence("PinChanged", Map.of(), worker)).isEqualTo("PIN changed, by the worker");
    assertThat(sentence("SignedIn", Map.of(), Actor.application("till", "r-1")))
        .isEqualTo("Signed in, through till");
    assertThat(sentence("PinReset", Map.of(), Actor.system())).isEqualTo("PIN reset");
  }

  @Test
  void anEventOfALaterVersionIsShownByItsName() {
    assertThat(sentence("BadgeFramed", Map.of(), Actor.system())).isEqualTo("BadgeFramed");
  }
}
