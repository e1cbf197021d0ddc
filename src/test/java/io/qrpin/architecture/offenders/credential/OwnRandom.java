package io.qrpin.architecture.offenders.credential;

import java.security.SecureRandom;

/** Offends: makes its own chance. */
public class OwnRandom {
  private final SecureRandom random = new SecureRandom();
}
