package io.qrpin.badge;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Badges to test with. */
public final class BadgeFixtures {

  /** Twenty zero bytes. */
  static final String ZERO_TOKEN = "A".repeat(27);

  static final UUID CODE_ID = UUID.fromString("0198c0de-0000-7000-8000-00000000abcd");

  private BadgeFixtures() {}

  public static QrToken zeroToken() {
    return QrToken.of(ZERO_TOKEN).orElseThrow();
  }

  static BadgeText badge(String name) {
    return BadgeText.of(name, CODE_ID, zeroToken());
  }

  public static QrSymbol symbol(String text, ErrorCorrection level) {
    return QrSymbol.draw(text.getBytes(StandardCharsets.UTF_8), level);
  }

  static String textOf(QrToken token) {
    return token.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
  }

  static String textOf(BadgeText badge) {
    return badge.expose(utf8 -> new String(utf8, StandardCharsets.UTF_8));
  }
}
