package io.qrpin.desk;

import static java.util.stream.Collectors.toMap;

import io.qrpin.Qrpin;
import io.qrpin.access.Claims;
import io.qrpin.access.DeskPolicy;
import io.qrpin.desk.filters.Person;
import io.qrpin.desk.filters.Refusal;
import io.qrpin.desk.filters.RefusalPage;
import io.qrpin.desk.page.Frame;
import io.qrpin.desk.page.Pages;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The only page that needs the server's login. It turns the id token into a session of the desk and
 * ends the server's login at once, so that nothing but the session's cookie opens the desk.
 *
 * <p>It answers with a page and not with a redirect: a browser that comes from the provider's site
 * sends a {@code Strict} cookie only with a request that a page of ours makes.
 */
@WebServlet("/sign-in")
public class SignInPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** A page of the desk, so that nobody is sent elsewhere. */
  private static final String PAGE = "(/[a-z-]+)+(\\?[^\\s\"<>\\\\]*)?";

  @Inject private transient Pages pages;
  @Inject private transient RefusalPage refusals;
  @Inject private transient DeskPolicy policy;
  @Inject @Qrpin private transient Clock clock;
  @Inject @Qrpin private transient SecureRandom random;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<Map<?, ?>> token = IdToken.claims();
    request.logout();
    HttpSession before = request.getSession(false);
    if (before != null) {
      before.invalidate();
    }
    response.setContentType("text/html; charset=UTF-8");
    String root = request.getContextPath() + "/";
    if (token.isEmpty()) {
      // The person signed in to another application of this server, and not with a token.
      String page = pages.render("again", new Frame(root, Optional.empty(), ""), Map.of());
      response.getWriter().print(page);
      return;
    }
    Person person =
        Person.begin(request, claims(token.get()), provenAt(token.get()), policy, clock, random);
    if (request.getParameter("max_age") != null && !person.isFresh(clock)) {
      // Without this page the browser would go back and forth for ever.
      refusals.send(Refusal.oldSignIn(), request, response);
      return;
    }
    Frame frame = new Frame(root, Optional.of(person.name()), person.formKey());
    response
        .getWriter()
        .print(pages.render("signed-in", frame, Map.of("page", root + "pages" + page(request))));
  }

  private static String page(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter("to"))
        .filter(page -> page.matches(PAGE))
        .orElse("/start");
  }

  private static Claims claims(Map<?, ?> token) {
    return Claims.of(
        token.entrySet().stream()
            .filter(claim -> claim.getValue() != null)
            .collect(toMap(claim -> claim.getKey().toString(), Map.Entry::getValue)));
  }

  /**
   * When the person typed the password, or else when the token was made (OpenID Connect Core §2).
   */
  private static Instant provenAt(Map<?, ?> token) {
    Object seconds = token.containsKey("auth_time") ? token.get("auth_time") : token.get("iat");
    return seconds instanceof Number since
        ? Instant.ofEpochSecond(since.longValue())
        : Instant.EPOCH;
  }
}
