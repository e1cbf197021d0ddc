package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;

/** One reason to refuse a PIN. A rule is immutable and thread safe. */
@PublicApi
public interface PinRule {

  /** qrpin's rules, in the order in which a review names the broken ones. */
  static List<PinRule> standard() {
    return StandardRules.ALL;
  }

  /** The rule's name on the wire: camel case, and never changed once published. */
  String code();

  /**
   * Whether the rule refuses these digits.
   *
   * @param digits the PIN, of 8 to 20 digits; not to be kept
   * @param personal the known data of the person who will use the PIN
   */
  boolean refuses(PinDigits digits, PersonalData personal);

  /** The answer when the rule refuses. It is made without the PIN, so it can hold no digit. */
  PinRejection rejection();
}
