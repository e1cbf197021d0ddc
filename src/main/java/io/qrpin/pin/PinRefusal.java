package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;

/** Why the policy refuses a PIN. Immutable; holds no digit of the PIN. */
@PublicApi
public sealed interface PinRefusal extends PinReview {

  /** Calls the method of {@code cases} that is named after this refusal. */
  <R> R match(Cases<R> cases);

  /** One method for each refusal. */
  interface Cases<R> {
    R tooShort(TooShort refusal);

    R tooLong(TooLong refusal);

    R tooWeak(TooWeak refusal);
  }

  /** The PIN has fewer digits than the policy's minimum. The rules were not asked. */
  record TooShort(int lengthDigits, int minLengthDigits) implements PinRefusal {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tooShort(this);
    }
  }

  /** The PIN has more digits than the policy's maximum. The rules were not asked. */
  record TooLong(int lengthDigits, int maxLengthDigits) implements PinRefusal {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tooLong(this);
    }
  }

  /**
   * The length is right, and the PIN is easy to guess.
   *
   * @param rejections one for each broken rule, in the order of the rules; at least one
   */
  record TooWeak(List<PinRejection> rejections) implements PinRefusal {

    public TooWeak {
      rejections = List.copyOf(rejections);
      if (rejections.isEmpty()) {
        throw new IllegalArgumentException("a weak PIN breaks at least one rule");
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.tooWeak(this);
    }
  }
}
