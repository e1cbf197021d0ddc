package io.qrpin.rest;

import io.qrpin.Qrpin;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;

/**
 * Gives the errors that the container makes by itself the same shape; {@code web.xml} sends them
 * here.
 */
@WebServlet(ErrorServlet.PATH)
public class ErrorServlet extends HttpServlet {

  static final String PATH = "/qrpin-error";
  private static final long serialVersionUID = 1L;

  @Inject @Qrpin private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean isError = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
    int status = isError ? response.getStatus() : HttpServletResponse.SC_NOT_FOUND;
    RequestIds ids = RequestIds.of(request, clock);
    response.setStatus(status);
    response.setContentType("application/json");
    ids.writeTo(response::setHeader);
    try (JsonWriter writer = Json.createWriter(response.getOutputStream())) {
      writer.writeObject(GraphError.of(status).toJson(ids));
    }
  }
}
