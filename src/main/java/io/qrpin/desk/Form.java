package io.qrpin.desk;

import io.qrpin.audit.Actor;
import io.qrpin.badge.QrSymbol;
import io.qrpin.desk.filters.Call;
import io.qrpin.desk.page.Problem;
import io.qrpin.desk.page.Worker;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that changes something of one worker: its page, the same page with what was wrong, and the
 * page with the secrets that it made.
 */
@RequestScoped
class Form {

  @Inject private Call call;

  /** Shows a form. */
  Response ask(String template, Map<String, Object> shown) {
    return ask(template, shown, List.of());
  }

  /** Shows a form again, with what was wrong. Nothing that was typed as a PIN comes back. */
  Response ask(String template, Map<String, Object> shown, List<Problem> problems) {
    Map<String, Object> all = new HashMap<>(shown);
    all.put("worker", Worker.of(call.worker()));
    all.put("reasonRequired", call.isReasonRequired());
    all.put("reason", call.field("reason").orElse(""));
    all.put("problems", problems);
    return call.page(problems.isEmpty() ? 200 : Call.UNPROCESSABLE, template, all);
  }

  /** The mistakes in the reason, a field that every form has. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Optional<String> reason = call.field("reason");
    if (reason.isEmpty() && call.isReasonRequired()) {
      problems.add(new Problem("reason", "Say why. The reason is recorded."));
    }
    if (reason.filter(text -> !Actor.isReason(text)).isPresent()) {
      problems.add(
          new Problem(
              "reason",
              "Write the reason in one line of at most %d characters."
                  .formatted(Actor.MAX_REASON_LENGTH)));
    }
    return problems;
  }

  /**
   * Shows secrets, once: in the answer to the form that made them.
   *
   * @param title what was done
   * @param validity how long the badge is valid, or an empty text
   */
  Response reveal(String title, String validity, Optional<QrSymbol> badge, Optional<Pin> pin) {
    return call.page(
        200,
        "issued",
        Map.of(
            "worker", Worker.of(call.worker()),
            "title", title,
            "validity", validity,
            "badge", badge.map(Form::drawing).orElse(""),
            "pin", pin.map(Form::digits).orElse("")));
  }

  /** Without the XML declaration, which has no place inside of a page. */
  static String drawing(QrSymbol symbol) {
    byte[] svg = symbol.svg();
    String drawing = new String(svg, StandardCharsets.US_ASCII);
    Arrays.fill(svg, (byte) 0);
    return drawing.substring(drawing.indexOf("<svg"));
  }

  static String digits(Pin pin) {
    return pin.expose(digits -> new String(digits, StandardCharsets.US_ASCII));
  }
}
