package io.qrpin.it.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent.PinChanged;
import io.qrpin.audit.SignInEvent;
import io.qrpin.audit.SignInEvent.SignInRefused;
import io.qrpin.audit.SignInEvent.SignedIn;
import io.qrpin.badge.BadgeText;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Enrolment.Enrolled;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another component injects the ceremony and uses it, with and without a transaction. */
@ExtendWith(ArquillianExtension.class)
class CeremonyIT {

  private static final Actor BY = Actor.application("embedder", "request-1");
  private static final String FIRST = "35387687";
  private static final String SECOND = "09599786";
  private static final String WRONG = "56745755";

  @Inject private SignIn ceremony;
  @Inject private MethodLifecycle methods;
  @Inject private PinLifecycle pins;
  @Inject private MethodConfigurations configurations;
  @Inject private Witness witness;
  @Inject private UserTransaction transaction;

  private final Subscriber worker =
      Subscriber.named(new SubscriberId("staff-" + UUID.randomUUID()), "staff");
  private String badge;

  @Deployment
  static WebArchive qrpin() {
    URL assertions = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war"))
        .addClasses(Witness.class, StaffDirectory.class)
        .addAsLibraries(new File(assertions.getPath()));
  }

  @BeforeEach
  void enrol() {
    configurations.change(CeremonyIT::enabled, BY);
    badge =
        badgeText(
            (Enrolled)
                methods.enrol(worker, Optional.empty(), Optional.empty(), Pin.of(FIRST), BY));
  }

  private static MethodConfiguration enabled(MethodConfiguration before) {
    return enabled(before, before.pinLengthDigits());
  }

  private static MethodConfiguration enabled(MethodConfiguration before, int pinLengthDigits) {
    return new MethodConfiguration(
        true, pinLengthDigits, before.codeLifetimeDays(), before.include(), before.exclude());
  }

  private static String badgeText(Enrolled enrolled) {
    try (enrolled) {
      return new String(enrolled.badge().symbol().rawContent(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aPinIsChangedAndSignsIn() {
    assertThat(attempt(FIRST)).isEqualTo("PinChangeRequired");
    assertThat(change(FIRST, SECOND)).isEqualTo("Changed");
    assertThat(attempt(FIRST)).isEqualTo("Refused");
    assertThat(attempt(SECOND)).isEqualTo(worker.id().value());
    assertThat(witness.seenOn(worker.id())).hasAtLeastOneElementOfType(PinChanged.class);
    assertThat(witness.attemptsOn(worker.id()))
        .hasAtLeastOneElementOfType(SignInRefused.class)
        .hasAtLeastOneElementOfType(SignedIn.class)
        .allMatch(event -> event.by().equals(BY))
        .extracting(SignInEvent::subject)
        .containsOnly(worker.id());
  }

  @Test
  void aChangeIsReadOnlyInItsTransactionUntilTheCommit() throws Exception {
    int before = configurations.current().pinLengthDigits();
    Instant expiry = Instant.now().plus(100, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    transaction.begin();
    try {
      configurations.change(it -> enabled(it, before + 4), BY);
      methods.changeStandardCode(worker, Optional.empty(), Optional.of(expiry), BY);

      assertThat(configurations.current().pinLengthDigits()).isEqualTo(before + 4);
      assertThat(configurations.committed().pinLengthDigits()).isEqualTo(before);
      assertThat(expiryOfBadge()).isEqualTo(expiry);
    } finally {
      transaction.rollback();
    }

    assertThat(configurations.current().pinLengthDigits()).isEqualTo(before);
    assertThat(expiryOfBadge()).isNotEqualTo(expiry);
  }

  private Instant expiryOfBadge() {
    return methods.find(worker.id()).orElseThrow().standard().orElseThrow().validity().expiry();
  }

  @Test
  @DisplayName(
      "An attempt is charged before anything is hashed, and no rollback by the caller undoes the"
          + " charge.")
  void aCallerWhoRollsBackBuysNoGuess() throws Exception {
    for (int i = 0; i < 5; i++) {
      transaction.begin();
      attempt(WRONG.substring(0, 7) + i);
      transaction.rollback();
    }

    assertThat(attempt(FIRST)).isEqualTo("Throttled");
  }

  @Test
  void anAttemptInTheCallersTransactionLeavesItAsItWas() throws Exception {
    change(FIRST, SECOND);
    transaction.begin();
    pins.issue(another(), Optional.empty(), BY);

    assertThat(attempt(SECOND)).isEqualTo(worker.id().value());

    transaction.commit();
    assertThat(pins.find(another().id())).isPresent();
  }

  @Test
  void aChangeOfPinJoinsTheCallersTransactionAndItsProofDoesNot() throws Exception {
    transaction.begin();
    assertThat(change(FIRST, SECOND)).isEqualTo("Changed");
    transaction.rollback();

    assertThat(attempt(SECOND)).isEqualTo("Refused");
    assertThat(attempt(FIRST)).isEqualTo("PinChangeRequired");

    transaction.begin();
    assertThat(change(FIRST, SECOND)).isEqualTo("Changed");
    transaction.commit();

    assertThat(attempt(SECOND)).isEqualTo(worker.id().value());
  }

  private Subscriber another() {
    return Subscriber.named(new SubscriberId(worker.id() + "-2"), "staff");
  }

  private String attempt(String pin) {
    SignInOutcome outcome = ceremony.attempt(BadgeText.parse(badge), Pin.of(pin), BY);
    return outcome instanceof SignInOutcome.SignedIn signedIn
        ? signedIn.subscriber().id().value()
        : outcome.getClass().getSimpleName();
  }

  private String change(String current, String replacement) {
    return ceremony
        .changePin(BadgeText.parse(badge), Pin.of(current), Pin.of(replacement), BY)
        .getClass()
        .getSimpleName();
  }
}
