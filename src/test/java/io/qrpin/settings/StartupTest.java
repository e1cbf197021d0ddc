package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.qrpin.access.AccessSettings;
import io.qrpin.credential.KeyCensus;
import io.qrpin.credential.KeyUse;
import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class StartupTest {

  private static AccessSettings protecting(String... groups) {
    return new AccessSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(groups),
        Set.of(),
        false,
        true);
  }

  private static UserDirectory directory(boolean knowsGroups) {
    return new UserDirectory() {
      @Override
      public Optional<Subscriber> findById(SubscriberId id) {
        return Optional.empty();
      }

      @Override
      public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
        return Optional.empty();
      }

      @Override
      public boolean knowsGroups() {
        return knowsGroups || UserDirectory.super.knowsGroups();
      }
    };
  }

  private static KeyCensus counting(KeyUse... uses) {
    return new KeyCensus() {
      @Override
      public List<KeyUse> take() {
        return List.of(uses);
      }
    };
  }

  private static KeyUse use(String keyId, boolean isInKeyStore, long pins, long rememberedPins) {
    return new KeyUse(
        keyId, false, isInKeyStore, List.of(new KeyUse.Cost(7168, 5, pins, rememberedPins)));
  }

  @Test
  void aKeyOnWhichHashesDependMustBeInTheKeyStoreUnlessItIsLost() {
    KeyCensus census =
        counting(use("2024", false, 1, 2), use("2025", true, 3, 4), use("2026", false, 0, 5));

    assertThatExceptionOfType(Startup.MissingWrapKey.class)
        .isThrownBy(() -> Startup.requireKeys(census, List.of()))
        .withMessage(
            "the key store lacks the wrap key \"2024\", on which 1 PINs and 2 remembered PINs"
                + " depend; the key store lacks the wrap key \"2026\", on which 0 PINs and 5"
                + " remembered PINs depend");
    assertThatExceptionOfType(Startup.MissingWrapKey.class)
        .isThrownBy(() -> Startup.requireKeys(census, List.of("2024")))
        .withMessageContaining("\"2026\"")
        .withMessageNotContaining("\"2024\"");
    assertThatNoException().isThrownBy(() -> Startup.requireKeys(census, List.of("2024", "2026")));
  }

  @Test
  void aDirectoryThatDoesNotSayThatItKnowsGroupsCannotProtectThem() {
    assertThatExceptionOfType(InvalidSetting.class)
        .isThrownBy(() -> Startup.requireGroups(protecting("bosses"), directory(false)))
        .withMessageContaining("the setting qrpin.access.protected-groups protects nobody")
        .withMessageContaining("qrpin.directory.query-by-id")
        .withMessageContaining("knowsGroups")
        .withMessageNotContaining("bosses");
    assertThatNoException()
        .isThrownBy(() -> Startup.requireGroups(protecting("bosses"), directory(true)));
  }

  @Test
  void withoutProtectedGroupsADirectoryNeedsNone() {
    assertThatNoException().isThrownBy(() -> Startup.requireGroups(protecting(), directory(false)));
  }

  @Test
  void theFirstCauseIsTheDeepestOneOfTheFirstTry() {
    IllegalStateException first =
        new IllegalStateException("outer", new IllegalArgumentException("prepared statement"));
    FlywayException second = new FlywayException("second", new NullPointerException());
    second.addSuppressed(first);

    assertThat(Startup.firstCause(second)).isEqualTo("prepared statement");
    assertThat(Startup.firstCause(new IllegalStateException("wrapped", second)))
        .isEqualTo("prepared statement");
    assertThat(
            Startup.firstCause(
                new IllegalStateException(
                    new SQLException("SSL error", new IllegalArgumentException("no match")))))
        .isEqualTo("SSL error: no match");
    assertThat(
            Startup.firstCause(
                new IllegalStateException(
                    new InvalidSetting("a", "is wrong", new NullPointerException("deepest")))))
        .isEqualTo("the setting a is wrong");
    assertThat(Startup.firstCause(new NullPointerException()))
        .isEqualTo("java.lang.NullPointerException");
  }
}
