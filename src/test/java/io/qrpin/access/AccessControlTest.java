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
import java.util.Locale;
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

  private static final String GUID = "0a1b2c3d-0000-4000-8000-00000000000f";

  /** Knows one person, Kim or another, and writes down what it is asked. */
  private static class Directory implements UserDirectory {
    private final List<String> asked = new ArrayList<>();
    private final Subscriber known;

    private Directory(Subscriber known) {
      this.known = known;
    }

    @Override
    public Optional<Subscriber> findById(SubscriberId id) {
      asked.add(id.value());
      return Optional.of(known).filter(it -> it.id().equals(id));
    }

    @Override
    public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
      asked.add(userPrincipalName);
      return Optional.of(known)
          .filter(it -> it.userPrincipalName().equalsIgnoreCase(userPrincipalName));
    }
  }

  private final Directory directory = new Directory(KIM);
  private final AccessControl access = new AccessControl(AccessSettings.DEFAULTS, directory);

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {"worker-1", "kim@contoso.example"})
  void anAllowedCallerGetsTheUserAsTheDirectoryKnowsThem(String user) {
    assertThat(access.decide(Operation.RESET_PIN, ADMINISTRATOR, user))
        .isEqualTo(new Allowed(KIM, false));
    assertThat(access.decide(Operation.READ, READER_OF_THEMSELVES, user))
        .isEqualTo(new Allowed(KIM, true));
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
  @ValueSource(strings = {"worker-1", "kim@contoso.example", "KIM@contoso.EXAMPLE"})
  void oneselfIsThePersonWhomTheDirectoryFindsForTheTokensUser(String claim) {
    Caller administrator =
        delegated(claim, "UserAuthMethod-QR.ReadWrite.All", Permissions.ROLES.get("PAA"));
    for (String user : List.of("worker-1", "kim@contoso.example", "Kim@Contoso.example")) {
      assertThat(access.decide(Operation.RESET_PIN, administrator, user)).isEqualTo(new Denied());
      assertThat(access.decide(Operation.ENROL, administrator, user)).isEqualTo(new Denied());
      assertThat(access.decide(Operation.DELETE_METHOD, administrator, user))
          .isEqualTo(new Allowed(KIM, true));
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(strings = {GUID, "0A1B2C3D-0000-4000-8000-00000000000F"})
  void anIdThatLooksLikeAGuidIsOneselfInAnyCase(String claim) {
    Subscriber lee = Subscriber.named(new SubscriberId(GUID), "lee@contoso.example");
    AccessControl hers = new AccessControl(AccessSettings.DEFAULTS, new Directory(lee));
    Caller administrator =
        delegated(claim, "UserAuthMethod-QR.ReadWrite.All", Permissions.ROLES.get("PAA"));
    for (String user : List.of(GUID, GUID.toUpperCase(Locale.ROOT), "lee@contoso.example")) {
      assertThat(hers.decide(Operation.RESET_PIN, administrator, user)).isEqualTo(new Denied());
    }
  }

  @Test
  void anotherCaseOfAnyOtherIdIsSomebodyElse() {
    Caller administrator =
        delegated("WORKER-1", "UserAuthMethod-QR.ReadWrite.All", Permissions.ROLES.get("PAA"));
    assertThat(access.decide(Operation.RESET_PIN, administrator, "worker-1"))
        .isEqualTo(new Allowed(KIM, false));
  }

  @Test
  void somebodyWhomTheDirectoryDoesNotKnowIsNobodysSelf() {
    Caller departed =
        delegated("departed", "UserAuthMethod-QR.ReadWrite", Permissions.ROLES.get("PAA"));
    assertThat(access.decide(Operation.DELETE_METHOD, departed, "departed"))
        .isEqualTo(new Denied());
  }

  @Test
  void anOutageWhileTheCallerIsLookedUpIsNoDecision() {
    DirectoryUnavailable outage = new DirectoryUnavailable("away");
    Directory half =
        new Directory(KIM) {
          @Override
          public Optional<Subscriber> findById(SubscriberId id) {
            if (id.value().equals("administrator")) {
              throw outage;
            }
            return super.findById(id);
          }
        };
    Caller administrator =
        delegated("administrator", "UserAuthMethod-QR.Read.All", Permissions.ROLES.get("PAA"));
    assertThatThrownBy(
            () ->
                new AccessControl(AccessSettings.DEFAULTS, half)
                    .decide(Operation.READ, administrator, "worker-1"))
        .isSameAs(outage);
  }

  @ParameterizedTest(name = "{index} {0}")
  @EnumSource(
      value = Operation.class,
      names = {"READ", "RESET_PIN", "DELETE_METHOD", "DELETE_PIN"})
  void onlyTheMethodOfAUserWhoHasLeftTheDirectoryCanBeDeleted(Operation operation) {
    assertThat(access.decide(operation, ADMINISTRATOR, "departed"))
        .isEqualTo(
            operation == Operation.DELETE_METHOD
                ? new Allowed(Subscriber.named(new SubscriberId("departed"), "departed"), false)
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
        new AccessSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Set.of(), false, false);
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
