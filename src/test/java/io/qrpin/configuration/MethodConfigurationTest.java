package io.qrpin.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.qrpin.configuration.MethodConfiguration.Target;
import io.qrpin.configuration.MethodConfiguration.TargetType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodConfigurationTest {

  private static final Target ALL = group(MethodConfiguration.ALL_USERS);

  @Test
  void theDefaultsAreGraphs() {
    MethodConfiguration defaults = MethodConfiguration.DEFAULTS;

    assertThat(defaults.enabled()).isFalse();
    assertThat(defaults.pinLengthDigits()).isEqualTo(8);
    assertThat(defaults.codeLifetimeDays()).isEqualTo(365);
    assertThat(defaults.include()).containsExactly(ALL);
    assertThat(defaults.exclude()).isEmpty();
  }

  @Test
  void aDisabledMethodPermitsNobody() {
    assertThat(MethodConfiguration.DEFAULTS.permits("w1", Set.of())).isFalse();
  }

  @Test
  void allUsersIsEverybody() {
    assertThat(enabled(List.of(ALL), List.of()).permits("w1", Set.of())).isTrue();
  }

  @Test
  void anEmptyIncludeIsNobody() {
    assertThat(enabled(List.of(), List.of()).permits("w1", Set.of("g1"))).isFalse();
  }

  @Test
  void aUserIsTargetedByIdAndByGroup() {
    MethodConfiguration configuration = enabled(List.of(user("w1"), group("g1")), List.of());

    assertThat(configuration.permits("w1", Set.of())).isTrue();
    assertThat(configuration.permits("w2", Set.of("g2", "g1"))).isTrue();
    assertThat(configuration.permits("w2", Set.of("g2"))).isFalse();
    assertThat(configuration.permits("g1", Set.of("w1"))).isFalse();
  }

  @Test
  void aTargetThatLooksLikeAGuidIsTheUserOrGroupInAnyCase() {
    String lower = "0a1b2c3d-0000-4000-8000-00000000000f";
    String upper = lower.toUpperCase(Locale.ROOT);

    assertThat(enabled(List.of(ALL), List.of(user(upper))).permits(lower, Set.of())).isFalse();
    assertThat(enabled(List.of(ALL), List.of(user(lower))).permits(upper, Set.of())).isFalse();
    assertThat(enabled(List.of(ALL), List.of(group(upper))).permits("w1", Set.of(lower))).isFalse();
    assertThat(enabled(List.of(group(lower)), List.of()).permits("w1", Set.of(upper))).isTrue();
    assertThat(enabled(List.of(user("W1"), group("G1")), List.of()).permits("w1", Set.of("g1")))
        .isFalse();
  }

  @Test
  void aTargetKeepsItsSpelling() {
    assertThat(user("0A1B2C3D-0000-4000-8000-00000000000F").id())
        .isEqualTo("0A1B2C3D-0000-4000-8000-00000000000F");
  }

  @Test
  void excludeWins() {
    assertThat(enabled(List.of(ALL), List.of(user("w1"))).permits("w1", Set.of())).isFalse();
    assertThat(enabled(List.of(user("w1")), List.of(group("g1"))).permits("w1", Set.of("g1")))
        .isFalse();
    assertThat(enabled(List.of(user("w1")), List.of(ALL)).permits("w1", Set.of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 21})
  void aPinLengthOutOfBoundsIsRefused(int digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MethodConfiguration(true, digits, 365, List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 396})
  void aLifetimeOutOfBoundsIsRefused(int days) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MethodConfiguration(true, 8, days, List.of(), List.of()))
        .withMessageContaining("1 to 395");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 395})
  void aLifetimeInBoundsIsTaken(int days) {
    assertThat(new MethodConfiguration(true, 20, days, List.of(), List.of()).codeLifetimeDays())
        .isEqualTo(days);
  }

  @Test
  void thePinPolicyHasTheConfiguredLength() {
    assertThat(
            new MethodConfiguration(true, 12, 1, List.of(), List.of())
                .pinPolicy()
                .minLengthDigits())
        .isEqualTo(12);
  }

  @Test
  void theAttributesAreThoseOfTheAuditTrail() {
    Target required = new Target(TargetType.GROUP, "g1", true);

    assertThat(enabled(List.of(user("w1"), required), List.of(ALL)).attributes())
        .containsOnly(
            entry("enabled", "true"),
            entry("pinLengthDigits", "8"),
            entry("codeLifetimeDays", "365"),
            entry("include", "user:w1, group:g1 (registrationRequired)"),
            entry("exclude", "group:all_users"));
  }

  @Test
  void theIdOfATargetHasOneTo128Characters() {
    assertThat(user("x".repeat(128)).id()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> user(""));
    assertThatIllegalArgumentException().isThrownBy(() -> user("x".repeat(129)));
  }

  private static MethodConfiguration enabled(List<Target> include, List<Target> exclude) {
    return new MethodConfiguration(true, 8, 365, include, exclude);
  }

  private static Target user(String id) {
    return new Target(TargetType.USER, id, false);
  }

  private static Target group(String id) {
    return new Target(TargetType.GROUP, id, false);
  }
}
