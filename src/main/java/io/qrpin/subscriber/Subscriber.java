package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A worker, as the directory knows them (NIST SP 800-63-4: subscriber). Immutable.
 *
 * <p>The personal data serves one purpose: a PIN that is made from it is refused. {@link #toString}
 * shows only the id.
 *
 * @param id the directory's permanent id
 * @param userPrincipalName the sign-in name; it is unique regardless of case and may change
 * @param displayName the name that people read
 * @param employeeNumber as the employer writes it
 * @param phoneNumber in any notation
 * @param birthDate the day of birth
 * @param groups ids of the directory groups that the subscriber belongs to
 */
@PublicApi
public record Subscriber(
    SubscriberId id,
    String userPrincipalName,
    Optional<String> displayName,
    Optional<String> employeeNumber,
    Optional<String> phoneNumber,
    Optional<LocalDate> birthDate,
    Set<String> groups) {

  public Subscriber {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(userPrincipalName, "userPrincipalName");
    groups = Set.copyOf(groups);
  }

  /** A subscriber without personal data and groups. */
  public static Subscriber named(SubscriberId id, String userPrincipalName) {
    Optional<String> unknown = Optional.empty();
    return new Subscriber(
        id, userPrincipalName, unknown, unknown, unknown, Optional.empty(), Set.of());
  }

  @Override
  public String toString() {
    return "Subscriber[" + id + "]";
  }
}
