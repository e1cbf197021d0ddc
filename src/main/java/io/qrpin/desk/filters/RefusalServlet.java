package io.qrpin.desk.filters;

import jakarta.inject.Inject;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows the container's own errors; {@code web.xml} sends them here. */
@WebServlet("/refused")
public class RefusalServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient RefusalPage page;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    page.send(Refusal.ofStatus(status instanceof Integer code ? code : 404), request, response);
  }
}
