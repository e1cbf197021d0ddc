package io.qrpin.policy;

import java.util.List;
import java.util.function.Function;

/**
 * What the policy says of a PIN. A refusal is an outcome and not an exception. Immutable; holds no
 * digit of the PIN.
 */
public sealed interface PinReview {

  /** The one function that fits the case is called, and its result returned. */
  <R> R fold(
      Function<? super Accepted, ? extends R> accepted,
      Function<? super TooShort, ? extends R> tooShort,
      Function<? super TooLong, ? extends R> tooLong,
      Function<? super TooWeak, ? extends R> tooWeak);

  /** Long enough, not too long, and no rule refuses it. */
  record Accepted() implements PinReview {
    @Override
    public <R> R fold(
        Function<? super Accepted, ? extends R> accepted,
        Function<? super TooShort, ? extends R> tooShort,
        Function<? super TooLong, ? extends R> tooLong,
        Function<? super TooWeak, ? extends R> tooWeak) {
      return accepted.apply(this);
    }
  }

  /**
   * Fewer digits than the policy asks for; the rules were not asked.
   *
   * @param lengthDigits the length it has
   * @param minLengthDigits the length it needs
   */
  record TooShort(int lengthDigits, int minLengthDigits) implements PinReview {
    @Override
    public <R> R fold(
        Function<? super Accepted, ? extends R> accepted,
        Function<? super TooShort, ? extends R> tooShort,
        Function<? super TooLong, ? extends R> tooLong,
        Function<? super TooWeak, ? extends R> tooWeak) {
      return tooShort.apply(this);
    }
  }

  /**
   * More digits than any PIN may have; the rules were not asked.
   *
   * @param lengthDigits the length it has
   * @param maxLengthDigits the length it may have
   */
  record TooLong(int lengthDigits, int maxLengthDigits) implements PinReview {
    @Override
    public <R> R fold(
        Function<? super Accepted, ? extends R> accepted,
        Function<? super TooShort, ? extends R> tooShort,
        Function<? super TooLong, ? extends R> tooLong,
        Function<? super TooWeak, ? extends R> tooWeak) {
      return tooLong.apply(this);
    }
  }

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

    @Override
    public <R> R fold(
        Function<? super Accepted, ? extends R> accepted,
        Function<? super TooShort, ? extends R> tooShort,
        Function<? super TooLong, ? extends R> tooLong,
        Function<? super TooWeak, ? extends R> tooWeak) {
      return tooWeak.apply(this);
    }
  }
}
