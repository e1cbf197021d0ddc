package io.qrpin.relying;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The frame around every page. */
final class Page {

  /** A keyboard-wedge scanner types the badge and Enter, which leads to the next empty field. */
  static final String BADGE =
      "<label>Badge <input name='badge' required autofocus autocomplete='off'></label>";

  private Page() {}

  static String pin(String name, String label) {
    return "<label>%s <input name='%s' type='password' inputmode='numeric' required autocomplete='off'></label>"
        .formatted(label, name);
  }

  /** A form that keeps secrets out of addresses and caches. */
  static String form(String action, String fields, String button) {
    return "<form method='post' action='%s'>%s<button>%s</button></form>"
        .formatted(action, fields, button);
  }

  static void show(HttpServletResponse response, int status, String title, String... content)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html; charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response
        .getWriter()
        .println(
            "<!doctype html><html lang='en'><title>%1$s</title><h1>%1$s</h1>%2$s"
                .formatted(escaped(title), String.join("\n", content)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }
}
