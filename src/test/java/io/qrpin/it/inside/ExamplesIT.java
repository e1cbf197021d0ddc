package io.qrpin.it.inside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.credential.Enrolment;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinIssuance;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.Throttled;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URL;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of the Javadoc run word for word. */
@ExtendWith(ArquillianExtension.class)
class ExamplesIT {

  @Inject private SignIn signIn;
  @Inject private MethodLifecycle methods;
  @Inject private PinLifecycle pins;

  private final Subscriber worker =
      Subscriber.named(new SubscriberId("staff-" + UUID.randomUUID()), "staff");
  private final Actor by = Actor.application("embedder", "request-1");

  @Deployment
  static WebArchive qrpin() {
    URL assertions = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war"))
        .addClasses(Witness.class, StaffDirectory.class)
        .addAsLibraries(new File(assertions.getPath()));
  }

  @Test
  void aWorkerIsEnrolledAndTheBadgeDrawn() {
    byte[] svg = new byte[0];
    Enrolment outcome = methods.enrol(worker, by);
    if (outcome instanceof Enrolment.Enrolled enrolled) {
      try (enrolled) {
        svg = enrolled.badge().symbol().svg();
      }
    }

    assertThat(new String(svg, UTF_8)).contains("<svg");
  }

  @Test
  void aPinIsReset() {
    int digits = 0;
    PinIssuance outcome = pins.issue(worker, Optional.empty(), by.because("the PIN was forgotten"));
    if (outcome instanceof IssuedPin issued) {
      try (issued) {
        digits = issued.pin().lengthDigits();
      }
    }

    assertThat(digits).isEqualTo(8);
  }

  @Test
  void aTextThatIsNoBadgeIsRefused() {
    String scanned = "4006381333931";
    String typed = "35387687";

    String answer = "That did not work.";
    SignInOutcome outcome = signIn.attempt(BadgeText.parse(scanned), Pin.typed(typed), by);
    if (outcome instanceof SignInOutcome.SignedIn signedIn) {
      answer = "Hello " + signedIn.subscriber().userPrincipalName();
    } else if (outcome instanceof SignInOutcome.PinChangeRequired) {
      answer = "Please change your PIN.";
    } else if (outcome instanceof Throttled throttled) {
      answer = throttled.lock().remaining().map(it -> "Wait " + it).orElse("See your manager.");
    }

    assertThat(answer).isEqualTo("That did not work.");
  }
}
