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

  static BadgeText badge() {
    return BadgeText.of(zeroToken());
  }

  /** The text of a badge of the first form. */
  public static String firstForm(String name, UUID codeId, QrToken token) {
    return "qrpin:v1|" + name + "|" + codeId + "|" + textOf(token);
  }

  static String firstForm(String name) {
    return firstForm(name, CODE_ID, zeroToken());
  }

  /** Two inches wide. */
  public static QrSymbol symbol(String text, ErrorCorrection level) {
    return QrSymbol.draw(text.getBytes(StandardCharsets.UTF_8), new SymbolFormat(level, 51));
  }

  static String textOf(QrToken token) {
    return token.expose(ascii -> new String(ascii, StandardCharsets.US_ASCII));
  }

  /** The number on a new badge. */
  public static String textOf(BadgeText badge) {
    return badge.expose(utf8 -> new String(utf8, StandardCharsets.UTF_8));
  }
}
