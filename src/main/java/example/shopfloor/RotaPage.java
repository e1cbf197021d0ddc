package example.shopfloor;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For shift leads: members of the directory group {@code shift-lead}. */
@WebServlet("/rota")
@ServletSecurity(@HttpConstraint(rolesAllowed = "shift-lead"))
public class RotaPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Page.show(
        response,
        "The rota",
        Page.paragraph("Early, late, night."),
        "<p><a href=\"start\">Back</a></p>\n",
        Page.form("sign-out", "", "Sign out for the next worker"));
  }
}
