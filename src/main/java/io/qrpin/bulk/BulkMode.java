package io.qrpin.bulk;

import io.qrpin.PublicApi;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The change that a line asks for. */
@PublicApi
public enum BulkMode {
  /** A new method with badge and PIN. */
  ENROL("enrol"),
  /** Another badge instead of the present one; the PIN stays. */
  REPLACE_BADGE("replaceBadge"),
  /** Another PIN; the badges stay. */
  RESET_PIN("resetPin"),
  /** A temporary badge for 1 to 12 hours. */
  TEMPORARY_BADGE("temporaryBadge");

  private final String code;

  BulkMode(String code) {
    this.code = code;
  }

  /** The name in a list. */
  public String code() {
    return code;
  }

  /** The mode of a name, which is case-sensitive; empty if there is none. */
  static Optional<BulkMode> of(String code) {
    return Stream.of(values()).filter(mode -> mode.code.equals(code)).findFirst();
  }

  static String allCodes() {
    return Stream.of(values()).map(BulkMode::code).collect(Collectors.joining(", "));
  }
}
