package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.wire.RequestIds;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Gives the container's own errors Graph's shape; {@code web.xml} sends them here. */
public class ErrorServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject @Qrpin private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestIds ids = RequestIds.of(request, clock);
    int status = statusOf(request);
    response.setStatus(status);
    if (status == HttpServletResponse.SC_UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.setContentType("application/json");
    ids.writeTo(response::setHeader);
    SafeHeaders.writeTo(response::setHeader, request);
    try (JsonWriter writer = Json.createWriter(response.getOutputStream())) {
      writer.writeObject(ids.bodyOf(GraphError.of(status)));
    }
  }

  /** 401 for every request without a token; 404 for a request of this servlet's own address. */
  private static int statusOf(HttpServletRequest request) {
    if (!(request.getUserPrincipal() instanceof JsonWebToken)) {
      return HttpServletResponse.SC_UNAUTHORIZED;
    }
    return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : HttpServletResponse.SC_NOT_FOUND;
  }
}
