package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;
import java.util.Optional;

/**
 * Which PINs may be chosen: of a length between two bounds, and refused by no rule. Immutable and
 * thread safe.
 *
 * <p>Source: Microsoft Graph's {@code pinLength} in {@code
 * qrCodePinAuthenticationMethodConfiguration}. Eight digits are what NIST SP 800-63B-4 §3.1.1.2
 * asks at least of a password beside another factor; used alone it asks for 15 characters.
 */
@PublicApi
public final class PinPolicy {

  /** No policy accepts fewer digits. */
  public static final int MIN_LENGTH_DIGITS = 8;

  /** No policy accepts more digits. */
  public static final int MAX_LENGTH_DIGITS = 20;

  private static final PinPolicy STANDARD = new PinPolicy(MIN_LENGTH_DIGITS, PinRule.standard());

  private final int minLengthDigits;
  private final List<PinRule> rules;

  private PinPolicy(int minLengthDigits, List<PinRule> rules) {
    this.minLengthDigits = minLengthDigits;
    this.rules = rules;
  }

  /** 8 to 20 digits and {@linkplain PinRule#standard() the standard rules}. */
  public static PinPolicy standard() {
    return STANDARD;
  }

  /**
   * This policy with another minimum length.
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
    return new PinPolicy(minLengthDigits, rules);
  }

  /** The fewest digits a PIN may have, 8 to 20. */
  public int minLengthDigits() {
    return minLengthDigits;
  }

  /** The most digits a PIN may have. */
  public int maxLengthDigits() {
    return MAX_LENGTH_DIGITS;
  }

  /** The rules, in the order in which their rejections are told. */
  public List<PinRule> rules() {
    return rules;
  }

  /**
   * Judges a PIN: its length first, then all rules.
   *
   * @param pin the PIN that someone wants to use
   * @param personal what the directory knows of that one, {@link PersonalData#NONE} for nothing
   * @throws IllegalStateException when the PIN was erased and its length is right
   */
  public PinReview review(Pin pin, PersonalData personal) {
    int lengthDigits = pin.lengthDigits();
    if (lengthDigits < minLengthDigits) {
      return new PinReview.TooShort(lengthDigits, minLengthDigits);
    }
    if (lengthDigits > MAX_LENGTH_DIGITS) {
      return new PinReview.TooLong(lengthDigits, MAX_LENGTH_DIGITS);
    }
    List<PinRejection> rejections = pin.expose(ascii -> rejections(new PinDigits(ascii), personal));
    return rejections.isEmpty() ? new PinReview.Accepted() : new PinReview.TooWeak(rejections);
  }

  private List<PinRejection> rejections(PinDigits digits, PersonalData personal) {
    return rules.stream()
        .map(rule -> rule.review(digits, personal))
        .flatMap(Optional::stream)
        .toList();
  }
}
