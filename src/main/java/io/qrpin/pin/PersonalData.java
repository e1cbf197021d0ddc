package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What the directory knows of a worker and a guesser can know too; each part may be missing. Of the
 * texts only the ASCII digits count, whatever stands between them: {@code +49 170 1234567} is
 * {@code 491701234567}. Immutable; silent, since it is nobody's business in a log.
 *
 * @param birthDate the day of birth
 * @param phoneNumber a telephone number, however it is written
 * @param employeeNumber the number the employer gave
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
