package io.qrpin.credential;

import io.qrpin.PublicApi;
import io.qrpin.badge.QrSymbol;

/**
 * A code that was just issued, with the symbol that holds its secret. Show it once and close it,
 * which erases the symbol. Silent. Thread safety: for one thread.
 */
@PublicApi
public final class IssuedQrCode implements CodeChange, AutoCloseable {

  private final QrCodeDetails details;
  private final QrSymbol symbol;

  IssuedQrCode(QrCodeDetails details, QrSymbol symbol) {
    this.details = details;
    this.symbol = symbol;
  }

  /** The details without the secret; show them at any time. */
  public QrCodeDetails details() {
    return details;
  }

  /** The symbol, to be printed. */
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
