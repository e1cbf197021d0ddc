package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.Validity;

/** The result of issuing or extending a code. Only an issued or extended code changed anything. */
@PublicApi
public sealed interface CodeChange
    permits IssuedQrCode,
        CodeChange.Extended,
        CodeChange.ActiveExists,
        CodeChange.NothingAsked,
        CodeChange.NoMethod,
        CodeChange.InvalidValidity {

  /** The active code has the expiry that was asked for; it may have had it before. */
  record Extended(QrCodeDetails details) implements CodeChange {}

  /** An active code exists, and another one was asked for. */
  record ActiveExists() implements CodeChange {}

  /** An active code exists, and neither start nor expiry was given. */
  record NothingAsked() implements CodeChange {}

  /** The subscriber has no method. */
  record NoMethod() implements CodeChange {}

  /** The validity is not allowed. */
  record InvalidValidity(Validity.Problem problem) implements CodeChange {}

  /** One method for each outcome. */
  interface Cases<R> {
    R issued(IssuedQrCode issued);

    R extended(Extended extended);

    R activeExists(ActiveExists exists);

    R nothingAsked(NothingAsked nothing);

    R noMethod(NoMethod none);

    R invalidValidity(InvalidValidity invalid);
  }

  /** Calls the method that belongs to this outcome. */
  default <R> R match(Cases<R> cases) {
    if (this instanceof IssuedQrCode outcome) {
      return cases.issued(outcome);
    }
    if (this instanceof Extended outcome) {
      return cases.extended(outcome);
    }
    if (this instanceof ActiveExists outcome) {
      return cases.activeExists(outcome);
    }
    if (this instanceof NothingAsked outcome) {
      return cases.nothingAsked(outcome);
    }
    if (this instanceof NoMethod outcome) {
      return cases.noMethod(outcome);
    }
    return cases.invalidValidity((InvalidValidity) this);
  }
}
