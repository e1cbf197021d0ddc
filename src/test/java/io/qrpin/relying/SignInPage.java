package io.qrpin.relying;

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
      throws IOException {
    request.getSession();
    show(response, HttpServletResponse.SC_OK, "Scan your badge and type your PIN.");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    // The device is shared. A failed sign-in must not leave the previous user signed in. A session
    // that an attacker has planted ends too.
    SignOutPage.signOut(request);
    QrPinCredential shown =
        new QrPinCredential(request.getParameter("badge"), request.getParameter("pin"));
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
      show(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Please try again in a moment.");
    } else if (outcome.get() instanceof PinChangeRequired) {
      response.sendRedirect("change-pin");
    } else {
      show(response, HttpServletResponse.SC_UNAUTHORIZED, complaint(outcome.get()));
    }
  }

  private static String complaint(SignInOutcome outcome) {
    return outcome instanceof Throttled throttled
        ? comeLater(throttled.lock().remaining())
        : "Badge or PIN is wrong.";
  }

  static String comeLater(Optional<Duration> remaining) {
    return remaining
        .map(
            wait -> "Too many wrong PINs. Come back in %d seconds.".formatted(wait.toSeconds() + 1))
        .orElse("Too many wrong PINs. Ask your shift lead for a new one.");
  }

  private static void show(HttpServletResponse response, int status, String text)
      throws IOException {
    Page.show(
        response,
        status,
        "Sign in",
        "<p>" + text + "</p>",
        Page.form("sign-in", Page.BADGE + Page.pin("pin", "PIN"), "Sign in"));
  }
}
