package io.qrpin.architecture.offenders.credential;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Offends: makes its own chance. */
public class OwnStrongRandom {
  SecureRandom random() throws NoSuchAlgorithmException {
    return SecureRandom.getInstanceStrong();
  }
}
