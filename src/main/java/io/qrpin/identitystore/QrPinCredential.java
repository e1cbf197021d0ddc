package io.qrpin.identitystore;

import io.qrpin.PublicApi;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/**
 * What a claimant shows: a badge, as a scanner reads it, and a PIN, as it was typed. Silent.
 *
 * <p>An authentication mechanism hands it to the {@code IdentityStoreHandler}; whoever made it
 * clears it. Thread safety: for one thread.
 */
@PublicApi
public final class QrPinCredential implements Credential {

  private final Optional<BadgeText> badge;
  private final Optional<Pin> pin;
  private boolean cleared;

  /**
   * @param scannedText what the scanner gave, or what stands in the field that it types into;
   *     blanks around it are left out; null where a request has no such parameter
   * @param pin what was typed, as it is; null where a request has no such parameter
   */
  public QrPinCredential(String scannedText, CharSequence pin) {
    this.badge = Optional.ofNullable(scannedText).map(String::strip).flatMap(BadgeText::parse);
    this.pin = Optional.ofNullable(pin).flatMap(Pin::of);
  }

  /** The badge; empty where what was scanned is none of ours. */
  Optional<BadgeText> badge() {
    return badge;
  }

  /** The PIN; empty where what was typed is none. */
  Optional<Pin> pin() {
    return pin;
  }

  @Override
  public boolean isCleared() {
    return cleared;
  }

  @Override
  public void clear() {
    badge.ifPresent(it -> it.token().erase());
    pin.ifPresent(Pin::erase);
    cleared = true;
  }

  @Override
  public String toString() {
    return "QrPinCredential[hidden]";
  }
}
