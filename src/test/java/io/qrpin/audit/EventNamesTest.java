package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.qrpin.audit.SignInEvent.RefusalReason;
import io.qrpin.audit.SignInEvent.UnlockCause;
import io.qrpin.subscriber.SubscriberId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows are kept for years, so names, keys and codes never change. */
class EventNamesTest {

  private static final SubscriberId ADA = new SubscriberId("ada");
  private static final Actor TILL = Actor.application("till", "request-1");
  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
  private static final UUID CODE = new UUID(0, 1);

  private static final List<AuditEvent> CHANGES =
      List.of(
          new CredentialEvent.MethodCreated(ADA, TILL, AT),
          new CredentialEvent.MethodDeleted(ADA, TILL, AT),
          new CredentialEvent.PinCreated(ADA, TILL, AT),
          new CredentialEvent.PinReset(ADA, TILL, AT),
          new CredentialEvent.PinChanged(ADA, TILL, AT),
          new CredentialEvent.PinRevoked(ADA, TILL, AT),
          new CredentialEvent.QrCodeIssued(ADA, TILL, AT, CODE),
          new CredentialEvent.QrCodeExtended(ADA, TILL, AT, CODE, AT),
          new CredentialEvent.QrCodeRevoked(ADA, TILL, AT, CODE),
          new ConfigurationChanged(TILL, AT, Map.of("enabled", "false"), Map.of("enabled", "true")),
          new RetentionApplied(TILL, AT, 2, 5));

  private static final List<SignInEvent> ATTEMPTS =
      List.of(
          new SignInEvent.SignedIn(ADA, TILL, AT, CODE),
          new SignInEvent.PinProven(ADA, TILL, AT),
          new SignInEvent.SignInRefused(ADA, TILL, AT, RefusalReason.WRONG_PIN, 1),
          new SignInEvent.SignInLocked(ADA, TILL, AT, Optional.of(AT)),
          new SignInEvent.SignInUnlocked(ADA, TILL, AT, UnlockCause.RESET),
          new SignInEvent.PinOftenGuessed(ADA, TILL, AT, 100),
          new SignInEvent.PinUnreadable(ADA, TILL, AT),
          new SignInEvent.FailuresCleared(ADA, TILL, AT, 3));

  @Test
  void theNamesAreThese() {
    assertThat(CHANGES)
        .extracting(AuditEvent::name)
        .containsExactly(
            "MethodCreated",
            "MethodDeleted",
            "PinCreated",
            "PinReset",
            "PinChanged",
            "PinRevoked",
            "QrCodeIssued",
            "QrCodeExtended",
            "QrCodeRevoked",
            "ConfigurationChanged",
            "RetentionApplied");
    assertThat(ATTEMPTS)
        .extracting(SignInEvent::name)
        .containsExactly(
            "SignedIn",
            "PinProven",
            "SignInRefused",
            "SignInLocked",
            "SignInUnlocked",
            "PinOftenGuessed",
            "PinUnreadable",
            "FailuresCleared");
  }

  @Test
  void everyEventIsAmongThem() {
    Stream<Class<?>> permitted =
        Stream.of(AuditEvent.class, CredentialEvent.class, SignInEvent.class)
            .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()));

    assertThat(permitted.filter(Class::isRecord))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(CHANGES.stream(), ATTEMPTS.stream())
                .<Class<?>>map(Object::getClass)
                .toList());
  }

  @Test
  void theReasonsAreThese() {
    assertThat(RefusalReason.values())
        .extracting(RefusalReason::code)
        .containsExactly(
            "wrongPin",
            "noPin",
            "pinExpired",
            "notPermitted",
            "unknownUser",
            "proofVoid",
            "neverSettled");
  }

  @Test
  void theDetailsOfChangesAreThese() {
    Map.Entry<String, String> code = entry("code", CODE.toString());

    assertThat(CHANGES.subList(0, 6)).allMatch(event -> event.details().isEmpty());
    assertThat(CHANGES.get(6).details()).containsExactly(code);
    assertThat(CHANGES.get(7).details())
        .containsExactly(code, entry("until", "2026-03-01T08:00:00.000000Z"));
    assertThat(CHANGES.get(8).details()).containsExactly(code);
    assertThat(CHANGES.get(9).details())
        .containsExactly(entry("enabled.before", "false"), entry("enabled.after", "true"));
    assertThat(CHANGES.get(10).details())
        .containsExactly(entry("ledgers", "2"), entry("rememberedPins", "5"));
  }

  @Test
  void theDetailsOfAttemptsAreThese() {
    assertThat(ATTEMPTS.get(0).details()).containsExactly(entry("code", CODE.toString()));
    assertThat(ATTEMPTS.get(1).details()).isEmpty();
    assertThat(ATTEMPTS.get(2).details())
        .containsExactly(entry("reason", "wrongPin"), entry("failures", "1"));
    assertThat(ATTEMPTS.get(3).details())
        .containsExactly(entry("until", "2026-03-01T08:00:00.000000Z"));
    assertThat(new SignInEvent.SignInLocked(ADA, TILL, AT, Optional.empty()).details())
        .containsExactly(entry("until", "reset"));
    assertThat(ATTEMPTS.get(4).details()).containsExactly(entry("by", "reset"));
    assertThat(new SignInEvent.SignInUnlocked(ADA, TILL, AT, UnlockCause.TIME).details())
        .containsExactly(entry("by", "time"));
    assertThat(new SignInEvent.SignInUnlocked(ADA, TILL, AT, UnlockCause.ADMINISTRATOR).details())
        .containsExactly(entry("by", "administrator"));
    assertThat(ATTEMPTS.get(5).details()).containsExactly(entry("totalFailures", "100"));
    assertThat(ATTEMPTS.get(6).details()).isEmpty();
    assertThat(ATTEMPTS.get(7).details()).containsExactly(entry("failures", "3"));
  }

  @Test
  void aChangeOfTheConfigurationHasBothValuesOfEachAttribute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfigurationChanged(TILL, AT, Map.of("a", "1"), Map.of("b", "1")));
  }

  @Test
  void aRequestIdHasOneToSixtyFourCharacters() {
    assertThat(Actor.application("till", "x".repeat(64)).requestId()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> Actor.application("till", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Actor.application("till", "x".repeat(65)));
  }
}
