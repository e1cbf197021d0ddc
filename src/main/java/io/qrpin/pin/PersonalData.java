package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What the directory, and perhaps a guesser, knows of a worker. Only the ASCII digits of the texts
 * count: {@code +49 170 1234567} is read as {@code 491701234567}. Immutable. {@code toString} hides
 * everything.
 *
 * @param birthDate the day of birth
 * @param phoneNumber a telephone number, in any notation
 * @param employeeNumber the number that the employer gave
 * @param userName the name used to sign in
 */
@PublicApi
public record PersonalData(
    Optional<LocalDate> birthDate,
    Optional<String> phoneNumber,
    Optional<String> employeeNumber,
    Optional<String> userName) {

  /** Nothing is known. */
  public static final PersonalData NONE =
      new PersonalData(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public PersonalData {
    Objects.requireNonNull(birthDate, "birthDate");
    Objects.requireNonNull(phoneNumber, "phoneNumber");
    Objects.requireNonNull(employeeNumber, "employeeNumber");
    Objects.requireNonNull(userName, "userName");
  }

  @Override
  public String toString() {
    return "PersonalData[hidden]";
  }
}
