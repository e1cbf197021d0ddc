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
    request.logout();
    Optional<String> problem = Page.problem(request.getSession(false));
    SignOutPage.signOut(request);
    request.getSession();
    String asked =
        request.getParameter("changed") == null
            ? "Scan your badge and type your PIN."
            : "Your PIN is changed. Scan your badge again and type the new PIN.";
    Page.show(
        response,
        "Sign in",
        problem.orElseGet(() -> Page.paragraph(asked)),
        Page.form("sign-in", Page.BADGE + Page.pin("pin", "PIN"), "Sign in"));
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
      explain(request, response);
    }
  }

  private void explain(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<SignInOutcome> outcome = attempt.outcome();
    if (outcome.isEmpty()) {
      Page.refuse(request, response, "sign-in", "Please try again in a moment.");
    } else if (outcome.get() instanceof PinChangeRequired) {
      response.sendRedirect("change-pin");
    } else {
      Page.refuse(request, response, "sign-in", complaint(outcome.get()));
    }
  }

  private static String complaint(SignInOutcome outcome) {
    return outcome instanceof Throttled throttled
        ? comeLater(throttled.lock().remaining())
        : "Badge or PIN is wrong.";
  }

  /** The count-down is in the page's script; without it the time stands still. */
  static String comeLater(Optional<Duration> remaining) {
    return remaining
        .map(wait -> wait.toSeconds() + 1)
        .map(
            seconds ->
                "Too many wrong PINs. Try again in <span class=\"wait\" data-seconds=\"%1$d\">%1$d seconds</span>."
                    .formatted(seconds))
        .orElse("Too many wrong PINs. See your manager, who can give you a new one.");
  }
}
