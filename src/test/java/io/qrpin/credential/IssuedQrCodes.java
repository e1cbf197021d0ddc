package io.qrpin.credential;

import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrSymbol;
import io.qrpin.badge.SymbolFormat;

/** Issued codes for tests of other packages. */
public final class IssuedQrCodes {

  private IssuedQrCodes() {}

  /** With a symbol that was really drawn, of a token of twenty zero bytes. */
  public static IssuedQrCode issued(QrCodeDetails details) {
    BadgeText badge = BadgeText.of(BadgeFixtures.zeroToken());
    return new IssuedQrCode(
        details, badge.expose(digits -> QrSymbol.draw(digits, SymbolFormat.STANDARD)));
  }
}
