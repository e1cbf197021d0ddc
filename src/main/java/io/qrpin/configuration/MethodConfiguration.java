package io.qrpin.configuration;

import io.qrpin.PublicApi;
import io.qrpin.pin.PinPolicy;
import java.util.List;
import java.util.Set;

/**
 * What the tenant says of the method (Graph: qrCodePinAuthenticationMethodConfiguration).
 *
 * @param enabled whether anybody may sign in with it; managing it works in any case
 * @param pinLengthDigits the fewest digits of a PIN that is chosen from now on, 8 to 20
 * @param codeLifetimeDays how long a badge is valid where its request says nothing, 1 to 395 days
 * @param include who may sign in; nobody where it is empty
 * @param exclude who may not, whatever {@code include} says
 */
@PublicApi
public record MethodConfiguration(
    boolean enabled,
    int pinLengthDigits,
    int codeLifetimeDays,
    List<Target> include,
    List<Target> exclude) {

  /** The fewest and the most days of a badge. */
  public static final int MIN_LIFETIME_DAYS = 1;

  public static final int MAX_LIFETIME_DAYS = 395;

  /** The target that is everybody. */
  public static final String ALL_USERS = "all_users";

  /** What holds until somebody changes it. */
  public static final MethodConfiguration DEFAULTS =
      new MethodConfiguration(
          false,
          PinPolicy.MIN_LENGTH_DIGITS,
          365,
          List.of(new Target(TargetType.GROUP, ALL_USERS, false)),
          List.of());

  /** What a target's id is the id of. */
  public enum TargetType {
    USER,
    GROUP
  }

  /**
   * A user or a group of the directory.
   *
   * @param id 1 to 128 characters
   * @param registrationRequired kept for Graph's sake, without effect
   */
  public record Target(TargetType type, String id, boolean registrationRequired) {

    private boolean covers(String userId, Set<String> groups) {
      return switch (type) {
        case USER -> id.equals(userId);
        case GROUP -> id.equals(ALL_USERS) || groups.contains(id);
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

  /** The policy for PINs that are chosen from now on. */
  public PinPolicy pinPolicy() {
    return PinPolicy.standard().withMinLengthDigits(pinLengthDigits);
  }

  /**
   * Whether somebody may sign in with the method at all.
   *
   * @param userId the directory's id
   * @param groups ids of the groups that the user is in
   */
  public boolean permits(String userId, Set<String> groups) {
    return enabled
        && include.stream().anyMatch(target -> target.covers(userId, groups))
        && exclude.stream().noneMatch(target -> target.covers(userId, groups));
  }
}
