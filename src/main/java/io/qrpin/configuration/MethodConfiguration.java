package io.qrpin.configuration;

import io.qrpin.PublicApi;
import io.qrpin.pin.PinPolicy;
import io.qrpin.subscriber.DirectoryId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration of the method (Graph: qrCodePinAuthenticationMethodConfiguration).
 *
 * <p>Thread safety: immutable.
 *
 * @param enabled whether anybody may sign in with the method; it can be managed in any case
 * @param pinLengthDigits the fewest digits of a PIN that is chosen from now on, 8 to 20
 * @param codeLifetimeDays how long a badge is valid where its request does not say, 1 to 395 days
 * @param include the targets that may sign in; nobody where it is empty
 * @param exclude the targets that may not, whatever {@code include} says
 */
@PublicApi
public record MethodConfiguration(
    boolean enabled,
    int pinLengthDigits,
    int codeLifetimeDays,
    List<Target> include,
    List<Target> exclude) {

  public static final int MIN_LIFETIME_DAYS = 1;
  public static final int MAX_LIFETIME_DAYS = 395;

  /** The id of the group that holds everybody. */
  public static final String ALL_USERS = "all_users";

  /** The configuration until somebody changes it. */
  public static final MethodConfiguration DEFAULTS =
      new MethodConfiguration(
          false,
          PinPolicy.MIN_LENGTH_DIGITS,
          365,
          List.of(new Target(TargetType.GROUP, ALL_USERS, false)),
          List.of());

  public enum TargetType {
    USER,
    GROUP
  }

  /**
   * A user or a group of the directory.
   *
   * @param id 1 to 128 characters, as the administrator spells it; one that looks like a GUID means
   *     the same user or group in any case
   * @param registrationRequired stored because Graph has it; it has no effect
   */
  public record Target(TargetType type, String id, boolean registrationRequired) {

    private static final int MAX_ID_LENGTH = 128;

    /**
     * @throws IllegalArgumentException when the id is empty or too long
     */
    public Target {
      if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
        throw new IllegalArgumentException("the id of a target has 1 to 128 characters");
      }
    }

    private String audited() {
      String target = type.name().toLowerCase(Locale.ROOT) + ":" + id;
      return registrationRequired ? target + " (registrationRequired)" : target;
    }

    private boolean covers(String userId, Set<String> groups) {
      return switch (type) {
        case USER -> DirectoryId.isSame(id, userId);
        case GROUP ->
            id.equals(ALL_USERS) || groups.stream().anyMatch(it -> DirectoryId.isSame(id, it));
      };
    }
  }

  /**
   * @throws IllegalArgumentException when a number is out of its range
   */
  public MethodConfiguration {
    PinPolicy.standard().withMinLengthDigits(pinLengthDigits);
    if (codeLifetimeDays < MIN_LIFETIME_DAYS || codeLifetimeDays > MAX_LIFETIME_DAYS) {
      throw new IllegalArgumentException(
          "the lifetime of a code is %d to %d days"
              .formatted(MIN_LIFETIME_DAYS, MAX_LIFETIME_DAYS));
    }
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Every attribute as the audit trail shows it, by its name here. */
  Map<String, String> attributes() {
    return Map.of(
        "enabled", Boolean.toString(enabled),
        "pinLengthDigits", Integer.toString(pinLengthDigits),
        "codeLifetimeDays", Integer.toString(codeLifetimeDays),
        "include", audited(include),
        "exclude", audited(exclude));
  }

  private static String audited(List<Target> targets) {
    return targets.stream().map(Target::audited).collect(Collectors.joining(", "));
  }

  public PinPolicy pinPolicy() {
    return PinPolicy.standard().withMinLengthDigits(pinLengthDigits);
  }

  /**
   * Whether a user may sign in with the method.
   *
   * @param userId the user's id in the directory
   * @param groups the ids of the user's groups
   */
  public boolean permits(String userId, Set<String> groups) {
    return enabled
        && include.stream().anyMatch(target -> target.covers(userId, groups))
        && exclude.stream().noneMatch(target -> target.covers(userId, groups));
  }
}
