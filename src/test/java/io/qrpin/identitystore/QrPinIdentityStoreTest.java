package io.qrpin.identitystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.attempts.Lock;
import io.qrpin.audit.Actor;
import io.qrpin.audit.SourceAddress;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.hashing.Overloaded;
import io.qrpin.pin.Pin;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.Throttled;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QrPinIdentityStoreTest {

  private static final Subscriber WORKER =
      new Subscriber(
          new SubscriberId("worker-1"),
          "worker@contoso.example",
          Optional.of("A Worker"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of("early-shift", "shift-lead"));

  private final QrPinAttempt attempt = new QrPinAttempt();
  private final List<Actor> askedBy = new ArrayList<>();

  @Test
  void aSignedInUserIsValidWithTheNameIdAndGroupsOfTheDirectory() {
    SignInOutcome signedIn =
        new SignInOutcome.SignedIn(
            WORKER, new UUID(0, 1), QrCodeKind.STANDARD, Instant.EPOCH, 0, Optional.empty());

    CredentialValidationResult result = ending(() -> signedIn).validate(shown());

    assertThat(result.getStatus()).isEqualTo(Status.VALID);
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("worker@contoso.example");
    assertThat(result.getCallerUniqueId()).isEqualTo("worker-1");
    assertThat(result.getCallerGroups()).containsExactlyInAnyOrder("early-shift", "shift-lead");
    assertThat(attempt.outcome()).contains(signedIn);
  }

  static Stream<SignInOutcome> otherOutcomes() {
    return Stream.of(
        new SignInOutcome.PinChangeRequired(),
        new Refused(),
        new Throttled(new Lock(Optional.of(Duration.ofMinutes(1)))),
        new Throttled(Lock.UNTIL_RESET));
  }

  @ParameterizedTest
  @MethodSource("otherOutcomes")
  void everyOtherOutcomeIsInvalidNamesNobodyAndIsKept(SignInOutcome outcome) {
    CredentialValidationResult result = ending(() -> outcome).validate(shown());

    assertThat(result.getStatus()).isEqualTo(Status.INVALID);
    assertThat(result.getCallerPrincipal()).isNull();
    assertThat(result.getCallerUniqueId()).isNull();
    assertThat(result.getCallerGroups()).isEmpty();
    assertThat(attempt.outcome()).contains(outcome);
  }

  static Stream<Credential> otherAndClearedCredentials() {
    QrPinCredential cleared = shown();
    cleared.clear();
    return Stream.of(
        new UsernamePasswordCredential("worker@contoso.example", "35387687"),
        new CallerOnlyCredential("worker@contoso.example"),
        cleared);
  }

  @ParameterizedTest
  @MethodSource("otherAndClearedCredentials")
  void otherCredentialsAndClearedOnesAreNotValidatedAndCostNoAttempt(Credential credential) {
    CredentialValidationResult result = ending(Refused::new).validate(credential);

    assertThat(result.getStatus()).isEqualTo(Status.NOT_VALIDATED);
    assertThat(askedBy).isEmpty();
    assertThat(attempt.outcome()).isEmpty();
  }

  @Test
  void anExceptionIsNoOutcome() {
    QrPinIdentityStore store =
        ending(
            () -> {
              throw new Overloaded();
            });

    assertThatThrownBy(() -> store.validate(shown())).isInstanceOf(Overloaded.class);
    assertThat(attempt.outcome()).isEmpty();
  }

  @Test
  void eachAttemptIsASeparateRequestInTheAuditRows() {
    QrPinIdentityStore store = ending(Refused::new);

    store.validate(shown());
    store.validate(shown());

    assertThat(askedBy).hasSize(2).doesNotHaveDuplicates();
    assertThat(askedBy).extracting(Actor::kind).containsOnly(Actor.Kind.APPLICATION);
    assertThat(askedBy).extracting(Actor::address).containsOnly(Optional.empty());
  }

  @Test
  void theAuditRowGetsTheAddressOfTheDeviceIfThePageNamesOne() {
    QrPinIdentityStore store = ending(Refused::new);

    store.validate(shownFrom("192.0.2.17"));
    store.validate(shownFrom("no address"));

    assertThat(askedBy)
        .extracting(Actor::address)
        .containsExactly(SourceAddress.parse("192.0.2.17"), Optional.empty());
  }

  private static QrPinCredential shown() {
    return shownFrom(null);
  }

  private static QrPinCredential shownFrom(String remoteAddress) {
    return new QrPinCredential(
        "qrpin:v1|worker@contoso.example|0198c0de-0000-7000-8000-00000000abcd|" + "A".repeat(27),
        "35387687",
        remoteAddress);
  }

  /** A store whose ceremony ends in the same way each time. */
  private QrPinIdentityStore ending(Supplier<SignInOutcome> outcome) {
    SignIn ceremony =
        new SignIn() {
          @Override
          public SignInOutcome attempt(Optional<BadgeText> badge, Optional<Pin> pin, Actor by) {
            assertThat(badge).isPresent();
            assertThat(pin).isPresent();
            askedBy.add(by);
            return outcome.get();
          }
        };
    return new QrPinIdentityStore(ceremony, attempt);
  }
}
