package io.qrpin.rest;

import io.qrpin.pin.PinRefusal;

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

  <R> R refused(PinRefusal refusal) {
    throw refusal(refusal);
  }

  Refusal refusal(PinRefusal refusal) {
    return refusal.match(
        new PinRefusal.Cases<>() {
          @Override
          public Refusal tooShort(PinRefusal.TooShort it) {
            return refusal(
                "pinTooShort",
                "The PIN has %d digits; the least is %d."
                    .formatted(it.lengthDigits(), it.minLengthDigits()));
          }

          @Override
          public Refusal tooLong(PinRefusal.TooLong it) {
            return refusal(
                "pinTooLong",
                "The PIN has %d digits; the most is %d."
                    .formatted(it.lengthDigits(), it.maxLengthDigits()));
          }

          @Override
          public Refusal tooWeak(PinRefusal.TooWeak it) {
            return new Refusal(
                GraphError.of(400, "pinTooWeak", "The PIN is too easy to guess.")
                    .at(target)
                    .with(
                        it.rejections().stream()
                            .map(one -> new GraphError.Detail(one.rule(), one.message(), target))
                            .toList()));
          }
        });
  }

  private Refusal refusal(String code, String message) {
    return new Refusal(GraphError.of(400, code, message).at(target));
  }
}
