package io.qrpin.it.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.audit.Actor;
import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.CredentialEvent.PinCreated;
import io.qrpin.audit.CredentialEvent.PinReset;
import io.qrpin.audit.CredentialEvent.PinRevoked;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.PinDetails;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.io.File;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another component injects the public API, inside the server and in the production WAR. */
@ExtendWith(ArquillianExtension.class)
class PinLifecycleIT {

  private static final Actor BY =
      Actor.application("embedder", "request-1").because("the badge was found");

  @Inject private PinLifecycle pins;
  @Inject private UserDirectory directory;
  @Inject private Witness witness;

  @Inject private UserTransaction transaction;

  private final Subscriber worker =
      Subscriber.named(new SubscriberId(UUID.randomUUID().toString()), "w@contoso.example");

  @Deployment
  static WebArchive qrpin() {
    URL assertions = Assertions.class.getProtectionDomain().getCodeSource().getLocation();
    return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war"))
        .addClasses(Witness.class, StaffDirectory.class)
        .addAsLibraries(new File(assertions.getPath()));
  }

  @Test
  void aPinIsIssuedFoundResetAndRevokedAndEachChangeFiresAnEvent() {
    PinDetails created = issue(Optional.empty());
    PinDetails reset = issue(Pin.of("09599786"));

    assertThat(reset.id()).isEqualTo(created.id());
    assertThat(reset.createdAt()).isEqualTo(created.createdAt());
    assertThat(pins.find(worker.id())).contains(reset);
    assertThat(pins.revoke(worker.id(), BY)).isTrue();
    assertThat(pins.find(worker.id())).isEmpty();
    assertThat(pins.revoke(worker.id(), BY)).isFalse();
    assertThat(witness.seenOn(worker.id()))
        .extracting(CredentialEvent::getClass)
        .containsExactly(PinCreated.class, PinReset.class, PinRevoked.class);
    assertThat(witness.seenOn(worker.id())).allMatch(event -> event.by().equals(BY));
  }

  @Test
  void aRefusalIsAnOutcomeAndChangesNothing() {
    PinRefused refused = (PinRefused) pins.issue(worker, Pin.of("12345678"), BY);
    PinRefusal.TooWeak tooWeak = (PinRefusal.TooWeak) refused.refusal();

    assertThat(tooWeak.rejections().get(0).rule()).isEqualTo("sequence");
    assertThat(pins.find(worker.id())).isEmpty();
    assertThat(witness.seenOn(worker.id())).isEmpty();
  }

  @Test
  void aChangeJoinsTheCallersTransactionAndIsRolledBackWithIt() throws Exception {
    transaction.begin();
    issue(Optional.empty());
    assertThat(pins.find(worker.id())).isPresent();
    transaction.rollback();

    assertThat(pins.find(worker.id())).isEmpty();
    assertThat(auditRows()).isEqualTo("0");
  }

  @Test
  void aChangeInTheCallersTransactionIsCommittedWithIt() throws Exception {
    transaction.begin();
    issue(Optional.empty());
    issue(Optional.empty());
    transaction.commit();

    assertThat(pins.find(worker.id())).isPresent();
    assertThat(auditRows()).isEqualTo("2");
  }

  @Test
  @DisplayName("A change, its event and its audit row are one transaction.")
  void anObserverThatThrowsUndoesTheChange() {
    witness.refuse(worker.id());

    assertThatThrownBy(() -> issue(Optional.empty())).hasMessageContaining("refused");

    assertThat(pins.find(worker.id())).isEmpty();
    assertThat(auditRows()).isEqualTo("0");
  }

  @Test
  void theAuditRowHasTheReason() {
    issue(Optional.empty());

    assertThat(audit("reason")).isEqualTo("the badge was found");
  }

  @Test
  void anEmbedderReplacesTheDirectoryWithOneBean() {
    assertThat(directory.find("staff-1")).map(Subscriber::userPrincipalName).contains("staff-1");
    assertThat(directory.find("worker01@contoso.example")).isEmpty();
  }

  @Test
  void anIssuedPinIsErasedWhenItIsClosed() {
    IssuedPin issued = (IssuedPin) pins.issue(worker, Optional.empty(), BY);
    Pin shown = issued.pin();
    try (issued) {
      assertThat(shown.lengthDigits()).isEqualTo(8);
    }

    assertThatThrownBy(() -> shown.expose(digits -> digits.length))
        .isInstanceOf(IllegalStateException.class);
  }

  private PinDetails issue(Optional<Pin> chosen) {
    return ((IssuedPin) pins.issue(worker, chosen, BY)).details();
  }

  private String auditRows() {
    return audit("count(*)");
  }

  private String audit(String what) {
    String sql = "select " + what + " from credential_event where subscriber_id = ?";
    try (Connection connection = InitialContext.<DataSource>doLookup("jdbc/qrpin").getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, worker.id().value());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    } catch (NamingException | SQLException e) {
      throw new AssertionError(e);
    }
  }
}
