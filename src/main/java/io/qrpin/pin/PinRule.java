package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;
import java.util.Optional;

/**
 * One reason to refuse a PIN. A rule is a small immutable object, safe to share between threads.
 *
 * <p>The rejection is asked of the rule and not of the PIN, so that it cannot hold a digit of it.
 */
@PublicApi
public interface PinRule {

  /** qrpin's list of rules, in the order in which broken ones are told. */
  static List<PinRule> standard() {
    return List.of(
        new Sequence(5),
        new RepeatedBlock(2, 3),
        new FewDigits(3),
        new Period(4),
        new EqualHalves(),
        new Palindrome(),
        new Pairs(),
        new CalendarDate(1900, 2039),
        new KeypadPattern(),
        new KnownToOthers(6));
  }

  /** The rule's name on the wire: one word in camel case, never changed once published. */
  String code();

  /**
   * Whether the rule refuses these digits.
   *
   * @param digits the PIN, of 8 to 20 digits; not to be kept
   * @param personal what the directory knows of the one who will use the PIN
   */
  boolean refuses(PinDigits digits, PersonalData personal);

  /** What to say when the rule refuses; the same whatever the PIN was. */
  PinRejection rejection();

  /** The rejection when the rule refuses these digits, else empty; see {@link #refuses}. */
  default Optional<PinRejection> review(PinDigits digits, PersonalData personal) {
    return refuses(digits, personal) ? Optional.of(rejection()) : Optional.empty();
  }
}
