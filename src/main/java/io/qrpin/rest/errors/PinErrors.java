package io.qrpin.rest.errors;

import io.qrpin.pin.PinRefusal;

/** Graph's errors for a PIN that is not accepted, at the member that holds it. */
public record PinErrors(String target) {

  public Refusal notDigits() {
    return refusal("pinTooShort", "A PIN is made of the digits 0 to 9 only.");
  }

  public Refusal choiceForbidden() {
    return refusal("badRequest", "PINs are generated here; leave the member out.");
  }

  /** It names every broken rule. */
  public Refusal refused(PinRefusal refusal) {
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
