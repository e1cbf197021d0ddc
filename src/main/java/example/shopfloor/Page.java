package example.shopfloor;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The frame around every page, and the parts of its forms. */
final class Page {

  /** The field inside the element is for a browser without JavaScript. */
  static final String BADGE =
      """
      <qrpin-badge name="badge" required>
        <label>Badge <input name="badge" required autocomplete="off"></label>
      </qrpin-badge>
      """;

  private Page() {}

  static String pin(String name, String label) {
    return """
        <label for="%1$s">%2$s</label>
        <input id="%1$s" name="%1$s" type="password" inputmode="numeric" required autocomplete="off">
        """
        .formatted(name, escaped(label));
  }

  static String form(String action, String fields, String button) {
    return """
        <form method="post" action="%s" autocomplete="off">
        %s<button class="main">%s</button>
        </form>
        """
        .formatted(action, fields, escaped(button));
  }

  static String paragraph(String text) {
    return "<p>" + escaped(text) + "</p>\n";
  }

  /**
   * Answers a form with another page, which the browser asks for. A page in answer to the form
   * itself would stay in the browser's history together with badge and PIN.
   */
  static void seeOther(HttpServletResponse response, String page) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", page);
  }

  /** A sentence that a screen reader reads at once. */
  static String problem(String html) {
    return "<div class=\"problem\" role=\"alert\">" + html + "</div>\n";
  }

  static void show(HttpServletResponse response, String title, String... content)
      throws IOException {
    response.setContentType("text/html; charset=UTF-8");
    response
        .getWriter()
        .print(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="icon" href="icon.svg">
            <link rel="stylesheet" href="sample.css">
            <script type="module" src="qrpin/qrpin-badge.js"></script>
            <script type="module" src="sample.js"></script>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            %2$s</main>
            </body>
            </html>
            """
                .formatted(escaped(title), String.join("", content)));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
