package io.qrpin.badge;

import io.nayuki.qrcodegen.QrCode.Ecc;
import io.qrpin.PublicApi;

/** How much damage a symbol may have and still be read (ISO/IEC 18004). */
@PublicApi
public enum ErrorCorrection {
  /** About 7 % of the codewords. */
  L(Ecc.LOW),
  /** About 15 %. */
  M(Ecc.MEDIUM),
  /** About 25 %. */
  Q(Ecc.QUARTILE),
  /** About 30 %. */
  H(Ecc.HIGH);

  final Ecc ecc;

  ErrorCorrection(Ecc ecc) {
    this.ecc = ecc;
  }
}
