package io.qrpin.architecture.offenders.credential;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Offends: asks the system for the day. */
public class OwnDate {
  LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
