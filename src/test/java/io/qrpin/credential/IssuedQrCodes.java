package io.qrpin.credential;

import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.badge.QrSymbol;

/** Issued codes for tests of other packages. */
public final class IssuedQrCodes {

  private IssuedQrCodes() {}

  /** With a symbol that was really drawn, of a token of twenty zero bytes. */
  public static IssuedQrCode issued(QrCodeDetails details, String userPrincipalName) {
    BadgeText badge = BadgeText.of(userPrincipalName, details.id(), BadgeFixtures.zeroToken());
    return new IssuedQrCode(details, badge.expose(utf8 -> QrSymbol.draw(utf8, ErrorCorrection.M)));
  }
}
