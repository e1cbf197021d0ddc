package io.qrpin.hashing;

/**
 * Sees how the permits are used. Its methods are called by many threads at once on the way of every
 * attempt, so they return at once and throw nothing.
 */
public interface PermitWatch {

  /** Looks away. */
  PermitWatch NONE =
      new PermitWatch() {
        @Override
        public void waited(long nanos) {}

        @Override
        public void turnedAway() {}

        @Override
        public void decoy(boolean hashed) {}
      };

  /**
   * Somebody who waits for the answer got a permit.
   *
   * @param nanos the time in the line, for the turn and for the permit, in nanoseconds
   */
  void waited(long nanos);

  /** An attempt, or the setting of a PIN, was turned away for want of room. */
  void turnedAway();

  /**
   * A decoy was wanted.
   *
   * @param hashed false where all permits for decoys were taken
   */
  void decoy(boolean hashed);
}
