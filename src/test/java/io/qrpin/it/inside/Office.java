package io.qrpin.it.inside;

import io.qrpin.audit.Actor;
import io.qrpin.badge.BadgeText;
import io.qrpin.configuration.MethodConfiguration;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.Enrolment.Enrolled;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.UserDirectory;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Part of a test's application. It enrols workers and plans their shift in one transaction, without
 * a check of permissions.
 */
@WebServlet("/office")
public class Office extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Actor OFFICE = Actor.application("office", "request-1");

  @Inject private transient MethodConfigurations configurations;
  @Inject private transient MethodLifecycle methods;
  @Inject private transient SignIn signIn;
  @Inject private transient UserDirectory directory;
  @Resource private transient UserTransaction transaction;

  @PersistenceContext(unitName = "staff")
  private transient EntityManager shifts;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain; charset=UTF-8");
    String worker = request.getParameter("worker");
    String badge = request.getParameter("badge");
    try {
      transaction.begin();
      String done = badge == null ? hire(worker) : attempt(badge, request.getParameter("pin"));
      if (request.getParameter("rollback") == null) {
        transaction.commit();
      } else {
        transaction.rollback();
      }
      response.getWriter().print(done);
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private String hire(String worker) {
    configurations.change(Office::enabled, OFFICE);
    Subscriber subscriber = directory.find(worker).orElseThrow();
    shifts.persist(new Shift(worker));
    return methods.enrol(subscriber, Optional.empty(), Optional.empty(), Optional.empty(), OFFICE)
            instanceof Enrolled enrolled
        ? shown(enrolled)
        : "";
  }

  private static String shown(Enrolled enrolled) {
    try (enrolled) {
      return text(enrolled.badge().symbol().rawContent())
          + "\n"
          + enrolled.pin().pin().expose(Office::text);
    }
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private String attempt(String badge, String pin) {
    SignInOutcome outcome =
        signIn.attempt(
            BadgeText.parse(badge),
            Pin.of(pin),
            Actor.application("office", UUID.randomUUID().toString()));
    return outcome.getClass().getSimpleName();
  }

  private static MethodConfiguration enabled(MethodConfiguration before) {
    return new MethodConfiguration(
        true,
        before.pinLengthDigits(),
        before.codeLifetimeDays(),
        before.include(),
        before.exclude());
  }
}
