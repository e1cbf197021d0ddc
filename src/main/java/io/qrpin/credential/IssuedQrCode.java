package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrSymbol;

/**
 * A code that was just issued: its details, and the symbol with the secret in it, to be shown this
 * once and closed, which erases it. Silent.
 */
@PublicApi
public final class IssuedQrCode implements AutoCloseable {

  private final QrCodeDetails details;
  private final QrSymbol symbol;

  IssuedQrCode(QrCodeDetails details, QrSymbol symbol) {
    this.details = details;
    this.symbol = symbol;
  }

  /** What may be shown at any time. */
  public QrCodeDetails details() {
    return details;
  }

  /** The badge, to be printed. */
  public QrSymbol symbol() {
    return symbol;
  }

  /** Erases the symbol. */
  @Override
  public void close() {
    symbol.erase();
  }

  @Override
  public String toString() {
    return "IssuedQrCode[hidden]";
  }
}
