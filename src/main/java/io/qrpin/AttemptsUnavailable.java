package io.qrpin;

/**
 * The database did not answer an attempt, so that nobody is verified. Whether the last statement
 * took effect is not known; it is not repeated, and an open charge ends with its lease.
 */
@PublicApi
public class AttemptsUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AttemptsUnavailable(Throwable cause) {
    super("the database did not answer an attempt", cause);
  }
}
