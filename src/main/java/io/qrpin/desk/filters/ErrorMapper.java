package io.qrpin.desk.filters;

import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.subscriber.DirectoryUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;

/** Turns every exception into a page. What the client did not cause is logged. */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Log LOG = Log.of(ErrorMapper.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  @Context private HttpServletRequest request;

  @Inject private RefusalPage page;

  @Override
  public Response toResponse(Throwable thrown) {
    Refusal refusal = refusal(thrown);
    Response.ResponseBuilder answer =
        Response.status(refusal.status())
            .type("text/html; charset=UTF-8")
            .entity(page.html(refusal, request).getBytes(StandardCharsets.UTF_8));
    if (refusal.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.build();
  }

  private Refusal refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (cause instanceof Overloaded) {
        return Refusal.ofStatus(503);
      }
      if (cause instanceof DirectoryUnavailable) {
        LOG.add(Message.DIRECTORY_UNAVAILABLE.with("request", requestId()).because(thrown));
        return Refusal.ofStatus(503);
      }
      if (cause instanceof DatabaseUnavailable) {
        LOG.add(Message.DATABASE_UNAVAILABLE.with("request", requestId()).because(thrown));
        return Refusal.ofStatus(503);
      }
    }
    if (thrown instanceof WebApplicationException web) {
      return Refusal.ofStatus(web.getResponse().getStatus());
    }
    LOG.add(Message.REQUEST_FAILED.with("request", requestId()).because(thrown));
    return Refusal.ofStatus(500);
  }

  private String requestId() {
    return Doorway.requestId(request);
  }
}
