package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * The data of a worker that the directory, and perhaps a guesser, knows. Only the ASCII digits of
 * the texts count: {@code +49 170 1234567} is read as {@code 491701234567}. Immutable.
 */
@PublicApi
public record PersonalData(
    Optional<LocalDate> birthDate,
    Optional<String> phoneNumber,
    Optional<String> employeeNumber,
    Optional<String> userName) {

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
