package example.shopfloor;

import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinRefusal;
import io.qrpin.pin.PinRejection;
import io.qrpin.signin.PinChangeOutcome;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.Throttled;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A temporary PIN must be changed before it signs in. The user is not signed in on this page, so it
 * asks for badge and PIN again.
 */
@WebServlet("/change-pin")
public class ChangePinPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String PROBLEM = "problem";

  @Inject private transient SignIn signIn;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String problem = problem(request);
    Page.show(
        response,
        "Change your PIN",
        problem == null
            ? Page.paragraph("You got this PIN from somebody else. Choose one that only you know.")
            : Page.problem(problem),
        Page.form(
            "change-pin",
            Page.BADGE
                + Page.pin("pin", "Your PIN until now")
                + Page.pin("new-pin", "Your new PIN"),
            "Change the PIN"));
  }

  /**
   * The problem of the form that was refused just now, or null. Liberty throws SESN0008E if this
   * page is anonymous and the session belongs to somebody: that person is signed out, as on the
   * sign-in page.
   */
  private static String problem(HttpServletRequest request) throws ServletException {
    try {
      HttpSession session = request.getSession();
      String problem = (String) session.getAttribute(PROBLEM);
      session.removeAttribute(PROBLEM);
      return problem;
    } catch (RuntimeException sessionOfSomebody) {
      SignOutPage.signOut(request);
      return null;
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    SignOutPage.signOut(request);
    Optional<BadgeText> badge =
        parameter(request, "badge").map(String::strip).flatMap(BadgeText::parse);
    Optional<Pin> current = parameter(request, "pin").flatMap(Pin::of);
    Optional<Pin> replacement = parameter(request, "new-pin").flatMap(Pin::of);
    PinChangeOutcome outcome =
        signIn.changePin(
            badge, current, replacement, Actor.application("sample", UUID.randomUUID().toString()));
    badge.ifPresent(it -> it.token().erase());
    current.ifPresent(Pin::erase);
    replacement.ifPresent(Pin::erase);
    if (outcome instanceof PinChangeOutcome.Changed) {
      Page.seeOther(response, "sign-in?after=change");
    } else {
      request.getSession().setAttribute(PROBLEM, complaint(outcome));
      Page.seeOther(response, "change-pin");
    }
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  private static String complaint(PinChangeOutcome outcome) {
    return outcome.match(
        new PinChangeOutcome.Cases<>() {
          @Override
          public String changed(PinChangeOutcome.Changed changed) {
            return "";
          }

          @Override
          public String notDigits(PinChangeOutcome.NotDigits notDigits) {
            return "A PIN is made of digits.";
          }

          @Override
          public String newPinRefused(PinChangeOutcome.NewPinRefused refused) {
            return reasons(refused.refusal());
          }

          @Override
          public String recentlyUsed(PinChangeOutcome.RecentlyUsed recentlyUsed) {
            return "You have had this PIN before. Choose another.";
          }

          @Override
          public String refused(Refused refused) {
            return "Badge or PIN is wrong.";
          }

          @Override
          public String throttled(Throttled throttled) {
            return SignInPage.comeLater(
                throttled.lock().remaining().map(wait -> wait.plusSeconds(1)));
          }
        });
  }

  private static String reasons(PinRefusal refusal) {
    return refusal.match(
        new PinRefusal.Cases<>() {
          @Override
          public String tooShort(PinRefusal.TooShort it) {
            return "A PIN has at least %d digits.".formatted(it.minLengthDigits());
          }

          @Override
          public String tooLong(PinRefusal.TooLong it) {
            return "A PIN has at most %d digits.".formatted(it.maxLengthDigits());
          }

          @Override
          public String tooWeak(PinRefusal.TooWeak it) {
            return it.rejections().stream()
                .map(PinRejection::message)
                .map(message -> "<li>" + Page.escaped(message) + "</li>")
                .collect(Collectors.joining("", "This PIN is easy to guess:<ul>", "</ul>"));
          }
        });
  }
}
