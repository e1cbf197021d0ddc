package io.qrpin.rest;

import io.qrpin.pin.PinReview;

/**
 * Graph's errors for a PIN that is not accepted.
 *
 * @param target the member that holds the PIN
 */
record PinErrors(String target) {

  /** For the member {@code code} of a qrPin. */
  static final PinErrors AT_CODE = new PinErrors("code");

  Refusal notDigits() {
    return refusal("pinTooShort", "A PIN is made of the digits 0 to 9 only.");
  }

  <R> R notChosen() {
    throw refusal("badRequest", "PINs are generated here; leave the member out.");
  }

  <R> R refused(PinReview review) {
    throw refusal(review);
  }

  Refusal refusal(PinReview review) {
    return review.fold(
        accepted -> {
          throw new IllegalArgumentException("an accepted PIN was not refused");
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
