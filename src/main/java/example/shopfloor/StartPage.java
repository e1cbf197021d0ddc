package example.shopfloor;

import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the signed-in worker's name. */
@WebServlet({"/start", ""})
@ServletSecurity(@HttpConstraint(rolesAllowed = "**"))
public class StartPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient SecurityContext security;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().isEmpty()) {
      response.sendRedirect("start");
      return;
    }
    String name = security.getCallerPrincipal().getName();
    Page.show(
        response,
        "Hello",
        Page.paragraph(name + " is signed in."),
        security.isCallerInRole("shift-lead") ? "<p><a href=\"rota\">The rota</a></p>\n" : "",
        Page.form("sign-out", "", "Sign out for the next worker"));
  }
}
