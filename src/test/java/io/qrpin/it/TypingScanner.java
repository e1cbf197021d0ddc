package io.qrpin.it;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;

/**
 * A scanner that is set to US keys and types into the page with the focus. The host has a layout of
 * its own.
 */
final class TypingScanner {

  /** By the time in the events; the browser may get them later. */
  private static final double BETWEEN_KEYS_SECONDS = 0.005;

  private TypingScanner() {}

  /**
   * Types digits.
   *
   * @param row the characters of the keys 0 to 9 on the host's layout
   * @param end the key at the end, {@code Enter}, {@code Tab} or {@code none}
   */
  static void scan(Page page, String digits, String row, String end) {
    CDPSession keyboard = page.context().newCDPSession(page);
    double at = System.currentTimeMillis() / 1e3;
    for (char digit : digits.toCharArray()) {
      String typed = String.valueOf(row.charAt(digit - '0'));
      press(keyboard, "Digit" + digit, typed, typed, at);
      at += BETWEEN_KEYS_SECONDS;
    }
    if (!end.equals("none")) {
      press(keyboard, end, end, "", at);
    }
    keyboard.detach();
  }

  private static void press(CDPSession keyboard, String code, String key, String text, double at) {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonObject event = new JsonObject();
      event.addProperty("type", type);
      event.addProperty("code", code);
      event.addProperty("key", key);
      event.addProperty("timestamp", at);
      if (type.equals("keyDown") && !text.isEmpty()) {
        event.addProperty("text", text);
      }
      keyboard.send("Input.dispatchKeyEvent", event);
    }
  }
}
