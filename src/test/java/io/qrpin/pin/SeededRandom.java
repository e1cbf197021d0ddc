package io.qrpin.pin;

import java.security.SecureRandom;
import java.util.Random;

/** Chance that repeats itself, so that a test that fails fails again. */
public final class SeededRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final Random source;

  public SeededRandom(long seed) {
    source = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
  }
}
