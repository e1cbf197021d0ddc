package io.qrpin.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The only page that needs the server's login. It turns the id token into a session of the desk.
 * The page after it ends the server's login, so that nothing but the session's cookie opens the
 * desk, and the next sign-in asks for a password.
 *
 * <p>It answers with a page and not with a redirect: a browser that comes from the provider's site
 * sends a {@code Strict} cookie only with a request that a page of ours makes.
 */
@WebServlet({"/sign-in", "/signed-in"})
public class SignInPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String LOGIN_COOKIES = "WASOidc";

  /** A token that is older was used before, or comes from a login that was not ended. */
  private static final Duration NEWEST = Duration.ofMinutes(2);

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
    if (request.getServletPath().equals("/sign-in")) {
      begin(request, response);
    } else {
      goOn(request, response);
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<Map<?, ?>> token = IdToken.claims().filter(this::isNew);
    endLogin(request, response);
    String root = request.getContextPath() + "/";
    if (token.isEmpty()) {
      show(response, "again", new Frame(root, Optional.empty(), ""), Map.of());
      return;
    }
    Person person =
        Person.begin(request, claims(token.get()), provenAt(token.get()), policy, clock, random);
    if (request.getParameter("max_age") != null && !person.isFresh(clock)) {
      // Without this page the browser would go back and forth for ever.
      refusals.send(Refusal.oldSignIn(), request, response);
      return;
    }
    String next = root + "signed-in?to=" + URLEncoder.encode(page(request), UTF_8);
    show(response, "signed-in", new Frame(root, Optional.empty(), ""), Map.of("page", next));
  }

  /** The cookies of the login come with this request at the earliest, so it can remove them. */
  private void goOn(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    Optional<Person> person = Person.of(request, policy, clock);
    endLogin(request, response);
    person.ifPresent(it -> it.enter(request, policy));
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", request.getContextPath() + "/pages" + page(request));
  }

  /** Liberty's logout leaves the cookies of its OpenID client, and with them it signs in again. */
  private static void endLogin(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    request.logout();
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    Cookie[] sent = request.getCookies() == null ? new Cookie[0] : request.getCookies();
    for (Cookie cookie : sent) {
      if (cookie.getName().startsWith(LOGIN_COOKIES)) {
        Cookie removed = new Cookie(cookie.getName(), "");
        removed.setPath("/");
        removed.setMaxAge(0);
        response.addCookie(removed);
      }
    }
  }

  private void show(
      HttpServletResponse response, String template, Frame frame, Map<String, Object> shown)
      throws IOException {
    response.setContentType("text/html; charset=UTF-8");
    response.getWriter().print(pages.render(template, frame, shown));
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

  private boolean isNew(Map<?, ?> token) {
    return clock.instant().isBefore(instant(token, "iat").plus(NEWEST));
  }

  /**
   * When the person typed the password, or else when the token was made (OpenID Connect Core §2).
   */
  private static Instant provenAt(Map<?, ?> token) {
    return instant(token, token.containsKey("auth_time") ? "auth_time" : "iat");
  }

  private static Instant instant(Map<?, ?> token, String claim) {
    return token.get(claim) instanceof Number seconds
        ? Instant.ofEpochSecond(seconds.longValue())
        : Instant.EPOCH;
  }
}
