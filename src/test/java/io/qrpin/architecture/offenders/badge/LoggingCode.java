package io.qrpin.architecture.offenders.badge;

import org.slf4j.LoggerFactory;

/** Offends: SLF4J beside a secret. */
public class LoggingCode {
  void draw() {
    LoggerFactory.getLogger("qrcode").info("drawn");
  }
}
