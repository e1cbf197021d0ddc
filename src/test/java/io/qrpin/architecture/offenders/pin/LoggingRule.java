package io.qrpin.architecture.offenders.pin;

import java.lang.System.Logger.Level;

/** Offends: the platform's logger beside a secret. */
public class LoggingRule {
  void review() {
    System.getLogger("policy").log(Level.INFO, "reviewed");
  }
}
