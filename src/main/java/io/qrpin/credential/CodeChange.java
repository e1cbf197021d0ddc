package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.Validity;
import java.util.function.Function;
import java.util.function.Supplier;

/** How an attempt to issue or extend a code ended. After a refusal nothing has changed. */
@PublicApi
public sealed interface CodeChange {

  /** There is a new code, its symbol to be shown this once. */
  record Issued(IssuedQrCode issued) implements CodeChange {}

  /** The active code has another expiry. */
  record Extended(QrCodeDetails details) implements CodeChange {}

  /** There is an active code, and another was asked for. */
  record ActiveExists() implements CodeChange {}

  /** There is an active code, and nothing was asked for. */
  record NothingAsked() implements CodeChange {}

  /** The subscriber has no method to hang a code on. */
  record NoMethod() implements CodeChange {}

  /** The validity is refused. */
  record InvalidValidity(Validity.Problem problem) implements CodeChange {}

  /** Maps every outcome: one function a case. */
  default <R> R fold(
      Function<IssuedQrCode, R> issued,
      Function<QrCodeDetails, R> extended,
      Supplier<R> activeExists,
      Supplier<R> nothingAsked,
      Supplier<R> noMethod,
      Function<Validity.Problem, R> invalidValidity) {
    if (this instanceof Issued outcome) {
      return issued.apply(outcome.issued());
    }
    if (this instanceof Extended outcome) {
      return extended.apply(outcome.details());
    }
    if (this instanceof ActiveExists) {
      return activeExists.get();
    }
    if (this instanceof NothingAsked) {
      return nothingAsked.get();
    }
    if (this instanceof NoMethod) {
      return noMethod.get();
    }
    return invalidValidity.apply(((InvalidValidity) this).problem());
  }
}
