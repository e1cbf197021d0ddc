package example.shopfloor;

import static jakarta.security.enterprise.AuthenticationStatus.SEND_CONTINUE;
import static jakarta.security.enterprise.AuthenticationStatus.SUCCESS;
import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import io.qrpin.identitystore.QrPinAttempt;
import io.qrpin.identitystore.QrPinCredential;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.SignInOutcome.PinChangeRequired;
import io.qrpin.signin.Throttled;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks for badge and PIN, and shows the outcome. */
@WebServlet("/sign-in")
public class SignInPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient SecurityContext security;
  @Inject private transient QrPinAttempt attempt;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // The device is shared: this page is for the next worker.
    SignOutPage.signOut(request);
    request.getSession();
    Page.show(
        response,
        "Sign in",
        said(request),
        Page.form("sign-in", Page.BADGE + Page.pin("pin", "PIN"), "Sign in"));
  }

  /** The result of the form before, as its answer wrote it into the address. */
  private static String said(HttpServletRequest request) {
    return switch (String.valueOf(request.getParameter("after"))) {
      case "change" ->
          Page.paragraph("Your PIN is changed. Scan your badge again and type the new PIN.");
      case "refusal" -> Page.problem("Badge or PIN is wrong.");
      case "failure" -> Page.problem("Please try again in a moment.");
      case "lock" -> Page.problem(comeLater(wait(request)));
      default -> Page.paragraph("Scan your badge and type your PIN.");
    };
  }

  private static Optional<Duration> wait(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter("seconds"))
        .filter(seconds -> seconds.matches("[0-9]{1,9}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // The device is shared. A failed sign-in must not leave the previous user signed in. A session
    // that an attacker has planted ends too.
    SignOutPage.signOut(request);
    QrPinCredential shown =
        new QrPinCredential(
            request.getParameter("badge"), request.getParameter("pin"), request.getRemoteAddr());
    AuthenticationStatus status =
        security.authenticate(
            request, response, withParams().credential(shown).newAuthentication(true));
    shown.clear();
    if (status == SUCCESS) {
      request.getSession();
      response.sendRedirect("start");
    } else if (status != SEND_CONTINUE) {
      explain(response);
    }
  }

  private void explain(HttpServletResponse response) throws IOException {
    Optional<SignInOutcome> outcome = attempt.outcome();
    if (outcome.isEmpty()) {
      Page.seeOther(response, "sign-in?after=failure");
    } else if (outcome.get() instanceof PinChangeRequired) {
      Page.seeOther(response, "change-pin");
    } else if (outcome.get() instanceof Throttled throttled) {
      Page.seeOther(
          response,
          throttled
              .lock()
              .remaining()
              .map(wait -> "sign-in?after=lock&seconds=" + (wait.toSeconds() + 1))
              .orElse("sign-in?after=lock"));
    } else {
      Page.seeOther(response, "sign-in?after=refusal");
    }
  }

  /** The count-down is in the page's script; without it the time stands still. */
  static String comeLater(Optional<Duration> remaining) {
    return remaining
        .map(Duration::toSeconds)
        .map(
            seconds ->
                "Too many wrong PINs. Try again in <span class=\"wait\" data-seconds=\"%1$d\">%1$d seconds</span>."
                    .formatted(seconds))
        .orElse("Too many wrong PINs. See your manager, who can give you a new one.");
  }
}
