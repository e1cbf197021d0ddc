package io.qrpin.architecture.offenders.credential;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Offends: makes its own chance, by a reference. */
public class OwnRandomByReference {
  Supplier<SecureRandom> random() {
    return SecureRandom::new;
  }
}
