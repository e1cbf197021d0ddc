package io.qrpin.access;

import static io.qrpin.access.Tokens.application;
import static io.qrpin.access.Tokens.delegated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qrpin.access.AccessControl.Allowed;
import io.qrpin.access.AccessControl.Denied;
import io.qrpin.access.AccessControl.NotFound;
import io.qrpin.subscriber.DirectoryUnavailable;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {

  private static final Subscriber KIM =
      Subscriber.named(new SubscriberId("worker-1"), "kim@contoso.example");
  private static final Caller ADMINISTRATOR =
      application("an-app", "UserAuthenticationMethod.ReadWrite.All");
  private static final Caller READER_OF_THEMSELVES =
      delegated("worker-1", "UserAuthMethod-QR.Read", List.of());

  /** Knows Kim, and writes down what it is asked. */
  private static final class Directory implements UserDirectory {
    private final List<String> asked = new ArrayList<>();

    @Override
    public Optional<Subscriber> findById(SubscriberId id) {
      asked.add(id.value());
      return Optional.of(KIM).filter(it -> it.id().equals(id));
    }

    @Override
    public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
      asked.add(userPrincipalName);
      return Optional.of(KIM).filter(it -> it.userPrincipalName().equals(userPrincipalName));
    }
  }

  private final Directory directory = new Directory();
  private final AccessControl access = new AccessControl(AccessSettings.DEFAULTS, directory);

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"worker-1", "kim@contoso.example"})
  void anAllowedCallerGetsTheUserAsTheDirectoryKnowsThem(String user) {
    assertThat(access.decide(Operation.RESET_PIN, ADMINISTRATOR, user)).isEqualTo(new Allowed(KIM));
    assertThat(access.decide(Operation.READ, READER_OF_THEMSELVES, user))
        .isEqualTo(new Allowed(KIM));
  }

  @Test
  void aCallerWithoutPermissionIsDeniedBeforeTheUserIsLookedUp() {
    Caller nobody = application("an-app");
    assertThat(access.decide(Operation.READ, nobody, "worker-1")).isEqualTo(new Denied());
    assertThat(access.decide(Operation.READ, nobody, "missing")).isEqualTo(new Denied());
    assertThat(directory.asked).isEmpty();
  }

  @Test
  void aCallerWhoMayActOnlyOnThemselvesIsDeniedForOthersWhetherTheyExistOrNot() {
    Caller other = delegated("worker-2", "UserAuthMethod-QR.Read", List.of());
    assertThat(access.decide(Operation.READ, other, "worker-1")).isEqualTo(new Denied());
    assertThat(access.decide(Operation.READ, other, "missing")).isEqualTo(new Denied());
  }

  @Test
  void aCallerWhoMayActOnAnybodyLearnsThatAUserIsMissing() {
    assertThat(access.decide(Operation.RESET_PIN, ADMINISTRATOR, "missing"))
        .isEqualTo(new NotFound());
  }

  @Test
  void aCallerIsDeniedForThemselvesWhereOnlyOthersAreAllowed() {
    Caller administrator =
        delegated("worker-1", "UserAuthMethod-QR.ReadWrite.All", Permissions.ROLES.get("PAA"));
    assertThat(access.decide(Operation.RESET_PIN, administrator, "kim@contoso.example"))
        .isEqualTo(new Denied());
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Operation.class,
      names = {"READ", "RESET_PIN", "DELETE_METHOD", "DELETE_PIN"})
  void onlyTheMethodOfAUserWhoHasLeftTheDirectoryCanBeDeleted(Operation operation) {
    assertThat(access.decide(operation, ADMINISTRATOR, "departed"))
        .isEqualTo(
            operation == Operation.DELETE_METHOD
                ? new Allowed(Subscriber.named(new SubscriberId("departed"), "departed"))
                : new NotFound());
  }

  @Test
  void aTextThatIsNoIdNamesNoUserWhoHasLeft() {
    assertThat(access.decide(Operation.DELETE_METHOD, ADMINISTRATOR, "a\nb"))
        .isEqualTo(new NotFound());
  }

  @Test
  void aCallerWithoutPermissionDoesNotDeleteTheMethodOfAUserWhoHasLeft() {
    Caller other = delegated("worker-2", "UserAuthMethod-QR.ReadWrite", List.of());
    assertThat(access.decide(Operation.DELETE_METHOD, other, "departed")).isEqualTo(new Denied());
  }

  @Test
  void deletingTheMethodOfAUserWhoHasLeftIsASetting() {
    AccessSettings closed =
        new AccessSettings(Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, false);
    assertThat(
            new AccessControl(closed, directory)
                .decide(Operation.DELETE_METHOD, ADMINISTRATOR, "departed"))
        .isEqualTo(new NotFound());
  }

  @Test
  void anOutageOfTheDirectoryIsNoDecision() {
    DirectoryUnavailable outage = new DirectoryUnavailable("away");
    AccessControl blind =
        new AccessControl(
            AccessSettings.DEFAULTS,
            new UserDirectory() {
              @Override
              public Optional<Subscriber> findById(SubscriberId id) {
                throw outage;
              }

              @Override
              public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
                throw outage;
              }
            });
    assertThatThrownBy(() -> blind.decide(Operation.DELETE_METHOD, ADMINISTRATOR, "worker-1"))
        .isSameAs(outage);
  }
}
