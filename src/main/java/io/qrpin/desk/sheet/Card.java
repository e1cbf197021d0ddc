package io.qrpin.desk.sheet;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.QrSymbol;
import io.qrpin.subscriber.Subscriber;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A badge to print. It holds the symbol and so the secret: it is silent. The caller erases the
 * symbol after the last use. Thread safe.
 */
public final class Card {

  private final Subscriber owner;
  private final QrCodeKind kind;
  private final Optional<Instant> expiry;
  private final QrSymbol symbol;

  /**
   * @param expiry when the code stops being valid
   */
  public Card(Subscriber owner, QrCodeKind kind, Optional<Instant> expiry, QrSymbol symbol) {
    this.owner = Objects.requireNonNull(owner, "owner");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.expiry = Objects.requireNonNull(expiry, "expiry");
    this.symbol = Objects.requireNonNull(symbol, "symbol");
  }

  Subscriber owner() {
    return owner;
  }

  boolean isTemporary() {
    return kind == QrCodeKind.TEMPORARY;
  }

  Optional<Instant> expiry() {
    return expiry;
  }

  QrSymbol symbol() {
    return symbol;
  }

  @Override
  public String toString() {
    return "Card[hidden]";
  }
}
