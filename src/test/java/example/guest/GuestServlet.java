package example.guest;

import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.UserDirectory;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Issues a PIN, changes it, and signs in. The answer is the outcome's name. */
@WebServlet("/do/*")
public class GuestServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient UserDirectory directory;
  @Inject private transient PinLifecycle pins;
  @Inject private transient SignIn ceremony;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Actor guest = Actor.application(request.getContextPath(), "request-1");
    Object outcome =
        switch (request.getPathInfo()) {
          case "/set" -> pins.issue(subscriber(request), pin(request, "pin"), guest);
          case "/change" ->
              ceremony.changePin(badge(request), pin(request, "pin"), pin(request, "new"), guest);
          default -> ceremony.attempt(badge(request), pin(request, "pin"), guest);
        };
    response.setContentType("text/plain");
    response.getWriter().print(outcome.getClass().getSimpleName());
  }

  private Subscriber subscriber(HttpServletRequest request) {
    return directory.find(request.getParameter("user")).orElseThrow();
  }

  private static Optional<BadgeText> badge(HttpServletRequest request) {
    return BadgeText.parse(request.getParameter("badge"));
  }

  private static Optional<Pin> pin(HttpServletRequest request, String name) {
    return Pin.typed(request.getParameter(name));
  }
}
