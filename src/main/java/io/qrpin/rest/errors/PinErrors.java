package io.qrpin.rest.errors;

import io.qrpin.pin.PinReview;

/**
 * Graph's errors for a PIN that is not accepted.
 *
 * @param target the member that holds the PIN
 */
public record PinErrors(String target) {

  /** For the member {@code code} of a qrPin. */
  public static final PinErrors AT_CODE = new PinErrors("code");

  /** The error for a text that is not made of the digits 0 to 9. */
  public Refusal notDigits() {
    return refusal("pinTooShort", "A PIN is made of the digits 0 to 9 only.");
  }

  /**
   * Refuses a chosen PIN where PINs are always generated.
   *
   * @throws Refusal always
   */
  public <R> R notChosen() {
    throw refusal("badRequest", "PINs are generated here; leave the member out.");
  }

  /**
   * Refuses a PIN that the policy did not accept.
   *
   * @throws Refusal always
   */
  public <R> R refused(PinReview review) {
    throw refusal(review);
  }

  /** The error for a PIN that the policy did not accept; it names every broken rule. */
  public Refusal refusal(PinReview review) {
    return review.fold(
        accepted -> {
          throw new IllegalArgumentException("the PIN is accepted");
        },
        tooShort ->
            refusal(
                "pinTooShort",
                "The PIN has %d digits; the least is %d."
                    .formatted(tooShort.lengthDigits(), tooShort.minLengthDigits())),
        tooLong ->
            refusal(
                "pinTooLong",
                "The PIN has %d digits; the most is %d."
                    .formatted(tooLong.lengthDigits(), tooLong.maxLengthDigits())),
        tooWeak ->
            new Refusal(
                GraphError.of(400, "pinTooWeak", "The PIN is too easy to guess.")
                    .at(target)
                    .with(
                        tooWeak.rejections().stream()
                            .map(it -> new GraphError.Detail(it.rule(), it.message(), target))
                            .toList())));
  }

  private Refusal refusal(String code, String message) {
    return new Refusal(GraphError.of(400, code, message).at(target));
  }
}
