package io.qrpin.pin;

import io.qrpin.PublicApi;

/** The result of a review: {@link Accepted} or a {@link PinRefusal}. Immutable; holds no digit. */
@PublicApi
public sealed interface PinReview permits PinReview.Accepted, PinRefusal {

  /** The length is right and no rule refuses the PIN. */
  record Accepted() implements PinReview {}
}
