package io.qrpin.rest.filters;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiConsumer;

/** Headers that keep browsers from guessing types, leaking addresses and going back to HTTP. */
final class SafeHeaders {

  /** A year, as RFC 6797 §6.1 shows it; only TLS may say so (§7.2). */
  private static final String A_YEAR = "max-age=31536000";

  private SafeHeaders() {}

  static void writeTo(BiConsumer<String, String> headers, HttpServletRequest request) {
    headers.accept("X-Content-Type-Options", "nosniff");
    headers.accept("Referrer-Policy", "no-referrer");
    if (request.isSecure()) {
      headers.accept("Strict-Transport-Security", A_YEAR);
    }
  }
}
