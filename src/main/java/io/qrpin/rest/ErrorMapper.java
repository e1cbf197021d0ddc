package io.qrpin.rest;

import io.qrpin.Qrpin;
import io.qrpin.throttling.Overloaded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Gives every failure Graph's shape. What only we can mend is logged under the request's id. */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class.getName());

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;

  @Override
  public Response toResponse(Throwable failure) {
    RequestIds ids = RequestIds.of(request, clock);
    GraphError error = errorFor(failure);
    if (failure instanceof Overloaded) {
      LOG.warning(() -> "request " + ids.requestId() + " failed: " + failure.getMessage());
    } else if (error.status() == 503) {
      LOG.warning(() -> "request " + ids.requestId() + " failed: the database is away");
    } else if (error.status() >= 500) {
      LOG.log(Level.SEVERE, failure, () -> "request " + ids.requestId() + " failed");
    }
    Response.ResponseBuilder answer =
        Response.status(error.status()).type(MediaType.APPLICATION_JSON).entity(error.toJson(ids));
    if (error.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (failure instanceof Overloaded overloaded) {
      answer.header(HttpHeaders.RETRY_AFTER, overloaded.retryAfter().toSeconds());
    }
    if (failure instanceof WebApplicationException known) {
      Object allow = known.getResponse().getHeaderString(HttpHeaders.ALLOW);
      answer.header(HttpHeaders.ALLOW, allow);
    }
    return answer.build();
  }

  private static GraphError errorFor(Throwable failure) {
    if (failure instanceof Refusal refusal) {
      return refusal.error();
    }
    if (failure instanceof Overloaded) {
      return GraphError.serviceOverloaded();
    }
    if (failure instanceof WebApplicationException known) {
      return GraphError.of(known.getResponse().getStatus());
    }
    return GraphError.of(isDatabaseAway(failure) ? 503 : 500);
  }

  /** Connection lost (SQLSTATE class 08), no resources (53), or shut down by an operator (57P). */
  private static boolean isDatabaseAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
      }
    }
    return false;
  }
}
