package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;

/**
 * Which PINs are accepted: a length between two bounds, and a list of rules. Immutable and thread
 * safe.
 *
 * <p>Source: Microsoft Graph's {@code pinLength} in {@code
 * qrCodePinAuthenticationMethodConfiguration}. NIST SP 800-63B-4 §3.1.1.2 asks for at least 8
 * characters beside another factor, and for 15 in a password that is used alone.
 */
@PublicApi
public final class PinPolicy {

  /** The shortest minimum length that a policy may have. */
  public static final int MIN_LENGTH_DIGITS = 8;

  /** The longest PIN that any policy accepts. */
  public static final int MAX_LENGTH_DIGITS = 20;

  /** Whether a PIN of this length can be anybody's, under any policy. */
  public static boolean isPossible(Pin pin) {
    return pin.lengthDigits() >= MIN_LENGTH_DIGITS && pin.lengthDigits() <= MAX_LENGTH_DIGITS;
  }

  private static final PinPolicy STANDARD = new PinPolicy(MIN_LENGTH_DIGITS);

  private final int minLengthDigits;

  private PinPolicy(int minLengthDigits) {
    this.minLengthDigits = minLengthDigits;
  }

  /** 8 to 20 digits and {@linkplain PinRule#standard() the standard rules}. */
  public static PinPolicy standard() {
    return STANDARD;
  }

  /**
   * The same rules with another minimum length.
   *
   * @param minLengthDigits 8 to 20
   * @throws IllegalArgumentException when it is out of that range
   */
  public PinPolicy withMinLengthDigits(int minLengthDigits) {
    if (minLengthDigits < MIN_LENGTH_DIGITS || minLengthDigits > MAX_LENGTH_DIGITS) {
      throw new IllegalArgumentException(
          "the minimum length of a PIN is %d to %d digits, not %d"
              .formatted(MIN_LENGTH_DIGITS, MAX_LENGTH_DIGITS, minLengthDigits));
    }
    return new PinPolicy(minLengthDigits);
  }

  /** The fewest digits a PIN may have, 8 to 20. */
  public int minLengthDigits() {
    return minLengthDigits;
  }

  /** The most digits a PIN may have, 20. */
  public int maxLengthDigits() {
    return MAX_LENGTH_DIGITS;
  }

  /**
   * Reviews a PIN: first its length, then every rule.
   *
   * @param personal the known data of its user; {@link PersonalData#NONE} for nothing
   * @throws IllegalStateException when the PIN was erased and its length is right
   */
  public PinReview review(Pin pin, PersonalData personal) {
    int lengthDigits = pin.lengthDigits();
    if (lengthDigits < minLengthDigits) {
      return new PinRefusal.TooShort(lengthDigits, minLengthDigits);
    }
    if (lengthDigits > MAX_LENGTH_DIGITS) {
      return new PinRefusal.TooLong(lengthDigits, MAX_LENGTH_DIGITS);
    }
    List<PinRejection> rejections = pin.expose(ascii -> rejections(new PinDigits(ascii), personal));
    return rejections.isEmpty() ? new PinReview.Accepted() : new PinRefusal.TooWeak(rejections);
  }

  private static List<PinRejection> rejections(PinDigits digits, PersonalData personal) {
    return PinRule.standard().stream()
        .filter(rule -> rule.refuses(digits, personal))
        .map(PinRule::rejection)
        .toList();
  }
}
