package io.qrpin.identitystore;

import io.qrpin.PublicApi;
import io.qrpin.audit.SourceAddress;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import jakarta.security.enterprise.credential.Credential;
import java.util.Optional;

/**
 * The credential of a claimant: the scanned badge and the typed PIN. Silent.
 *
 * <p>An authentication mechanism creates it, passes it to the {@code IdentityStoreHandler} and
 * clears it. Thread safety: for one thread.
 */
@PublicApi
public final class QrPinCredential implements Credential {

  private final Optional<BadgeText> badge;
  private final Optional<Pin> pin;
  private final Optional<SourceAddress> source;
  private boolean cleared;

  /**
   * Reads both texts.
   *
   * @param scannedText the text from the scanner, read as {@link BadgeText#parse} does; null if the
   *     request has no such parameter
   * @param pin the typed text, read as {@link Pin#typed} does; null if the request has no such
   *     parameter
   */
  public QrPinCredential(String scannedText, CharSequence pin) {
    this(scannedText, pin, null);
  }

  /**
   * Reads both texts, and the address of the claimant's device for the audit row.
   *
   * @param remoteAddress the address, as {@code ServletRequest.getRemoteAddr()} returns it; null,
   *     or a text that is no address, if it is not known
   */
  public QrPinCredential(String scannedText, CharSequence pin, String remoteAddress) {
    this.source = SourceAddress.parse(remoteAddress);
    this.badge = Optional.ofNullable(scannedText).flatMap(BadgeText::parse);
    this.pin = Optional.ofNullable(pin).flatMap(Pin::typed);
  }

  /** The badge; empty if the scanned text is no badge. */
  Optional<BadgeText> badge() {
    return badge;
  }

  /** The PIN; empty if the typed text is no PIN. */
  Optional<Pin> pin() {
    return pin;
  }

  /** From where the request came; empty if that is not known. */
  Optional<SourceAddress> source() {
    return source;
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
