package io.qrpin.architecture.offenders.attempts;

/** Offends: fields that everybody can change. */
public class OpenFields {
  public static final int LIMIT = 5;
  public int attempts;
  public final int limit = LIMIT;
  public static int all;
}
