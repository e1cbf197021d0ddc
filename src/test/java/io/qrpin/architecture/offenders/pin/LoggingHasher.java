package io.qrpin.architecture.offenders.pin;

import java.util.logging.Logger;

/** Offends: java.util.logging beside a secret. */
public class LoggingHasher {
  private static final Logger LOG = Logger.getLogger("pin");
}
