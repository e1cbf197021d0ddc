package io.qrpin.pin;

import io.qrpin.PublicApi;

/**
 * The result of a review: {@link Accepted} or a {@link PinRefusal}. A refusal is an outcome and not
 * an exception. Immutable; holds no digit of the PIN.
 */
@PublicApi
public sealed interface PinReview permits PinReview.Accepted, PinRefusal {

  /** The length is right and no rule refuses the PIN. */
  record Accepted() implements PinReview {}
}
