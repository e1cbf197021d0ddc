package io.qrpin.pin;

import io.qrpin.PublicApi;
import java.util.List;
import java.util.function.Function;

/**
 * What the policy says of a PIN. A refusal is an outcome and not an exception. Immutable; holds no
 * digit of the PIN.
 */
@PublicApi
public sealed interface PinReview {

  /** Long enough, not too long, and no rule refuses it. */
  record Accepted() implements PinReview {}

  /**
   * Fewer digits than the policy asks for; the rules were not asked.
   *
   * @param lengthDigits the length it has
   * @param minLengthDigits the length it needs
   */
  record TooShort(int lengthDigits, int minLengthDigits) implements PinReview {}

  /**
   * More digits than any PIN may have; the rules were not asked.
   *
   * @param lengthDigits the length it has
   * @param maxLengthDigits the length it may have
   */
  record TooLong(int lengthDigits, int maxLengthDigits) implements PinReview {}

  /**
   * Of a right length, and easy to guess.
   *
   * @param rejections one for every broken rule, in the order of the rules; at least one
   */
  record TooWeak(List<PinRejection> rejections) implements PinReview {

    /**
     * A review that names every broken rule.
     *
     * @throws IllegalArgumentException when there is no rejection
     */
    public TooWeak {
      rejections = List.copyOf(rejections);
      if (rejections.isEmpty()) {
        throw new IllegalArgumentException("a weak PIN breaks at least one rule");
      }
    }
  }

  /** Maps every case: the one function that fits is called, and its result returned. */
  default <R> R fold(
      Function<? super Accepted, ? extends R> accepted,
      Function<? super TooShort, ? extends R> tooShort,
      Function<? super TooLong, ? extends R> tooLong,
      Function<? super TooWeak, ? extends R> tooWeak) {
    if (this instanceof Accepted review) {
      return accepted.apply(review);
    }
    if (this instanceof TooShort review) {
      return tooShort.apply(review);
    }
    if (this instanceof TooLong review) {
      return tooLong.apply(review);
    }
    return tooWeak.apply((TooWeak) this);
  }
}
