package example.foreign;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the number of notes to clerks. */
@WebServlet("/archive")
@ServletSecurity(@HttpConstraint(rolesAllowed = "clerk"))
public class ArchivePage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient Archive archive;
  @PersistenceContext private transient EntityManager entities;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response
        .getWriter()
        .print(
            request.getUserPrincipal().getName()
                + " sees "
                + archive.size()
                + ", "
                + entities.isJoinedToTransaction());
  }
}
