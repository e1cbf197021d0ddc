package example.shopfloor;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/**
 * Writes the headers that a device which many people use needs. No page is kept, so that the back
 * button shows nothing; a person whose session has ended is signed out; and no other site sends a
 * form in a person's name.
 */
@WebFilter("/*")
public class SharedDevice extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String ONLY_OURS =
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Cache-Control", isFile(request) ? "no-cache" : "no-store");
    response.setHeader("Content-Security-Policy", ONLY_OURS);
    response.setHeader("Permissions-Policy", "camera=(self)");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (isForged(request)) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    if (request.getUserPrincipal() != null) {
      HttpSession session = request.getSession(false);
      if (session == null) {
        // The server's cookie for a signed-in person outlives the session.
        request.logout();
        response.sendRedirect("sign-in");
        return;
      }
      response.setHeader("Refresh", session.getMaxInactiveInterval() + "; url=sign-in");
    }
    chain.doFilter(request, response);
  }

  private static boolean isFile(HttpServletRequest request) {
    return request.getServletPath().matches(".*\\.(js|css|svg)");
  }

  /** Browsers send {@code Sec-Fetch-Site}, and old ones at least {@code Origin}, with a form. */
  private static boolean isForged(HttpServletRequest request) {
    if (!request.getMethod().equals("POST")) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return site != null
        ? !site.equals("same-origin")
        : origin != null && !origin.endsWith("://" + request.getHeader("Host"));
  }
}
