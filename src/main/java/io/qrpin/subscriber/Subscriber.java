package io.qrpin.subscriber;

import io.qrpin.PublicApi;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An enrolled worker, as the directory knows them (NIST SP 800-63-4: subscriber).
 *
 * <p>The personal data is there so that a PIN made from it can be refused; {@link #toString} leaves
 * it out.
 *
 * @param id the directory's lasting id
 * @param userPrincipalName the sign-in name, unique without regard to case; it may change
 * @param displayName what a person is called
 * @param employeeNumber as the employer writes it
 * @param phoneNumber in any notation
 * @param birthDate the day of birth
 * @param groups ids of the directory groups the subscriber is in
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

  /** A subscriber of whom only id and name are known. */
  public static Subscriber named(SubscriberId id, String userPrincipalName) {
    return new Subscriber(
        id,
        userPrincipalName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of());
  }

  @Override
  public String toString() {
    return "Subscriber[" + id + "]";
  }
}
