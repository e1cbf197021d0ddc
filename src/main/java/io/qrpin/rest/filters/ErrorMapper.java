package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.wire.ErrorJson;
import io.qrpin.rest.wire.RequestIds;
import io.qrpin.signin.PinUnverifiable;
import io.qrpin.subscriber.DirectoryUnavailable;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Gives every failure Graph's shape. Failures that an operator must repair are logged with the
 * request's id.
 */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = Logger.getLogger(ErrorMapper.class.getName());

  /** How long a client waits when the database or the directory is away. */
  private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(5);

  @Context private HttpServletRequest request;

  private final TurnedAway turnedAway = new TurnedAway();

  @Inject @Qrpin private Clock clock;

  @Override
  public Response toResponse(Throwable failure) {
    RequestIds ids = RequestIds.of(request, clock);
    Answer answer = Answer.to(failure);
    log(failure, answer.error(), ids);
    Response.ResponseBuilder response =
        Response.status(answer.error().status())
            .type(MediaType.APPLICATION_JSON)
            .entity(ErrorJson.of(answer.error(), ids));
    answer.headers().forEach(response::header);
    return response.build();
  }

  private void log(Throwable failure, GraphError error, RequestIds ids) {
    String failed = "request " + ids.requestId() + " failed";
    if (failure instanceof Overloaded) {
      turnedAway
          .add(clock.instant())
          .ifPresent(
              many -> LOG.warning(many + " turned away, " + failed + ": " + failure.getMessage()));
    } else if (failure instanceof PinUnverifiable) {
      LOG.log(Level.SEVERE, failure, () -> failed);
    } else if (failure instanceof DirectoryUnavailable) {
      LOG.log(Level.WARNING, failure, () -> failed + ": the user directory does not answer");
    } else if (error.status() == 503) {
      LOG.log(
          Level.WARNING,
          isDatabaseAway(failure) ? null : failure,
          () -> failed + ": the database is away, or does not answer");
    } else if (error.status() >= 500) {
      LOG.log(Level.SEVERE, failure, () -> failed);
    }
  }

  /**
   * The answer to a failure.
   *
   * @param headers the headers besides those that every answer has
   */
  record Answer(GraphError error, Map<String, Object> headers) {

    static Answer to(Throwable failure) {
      GraphError error = errorFor(failure);
      return new Answer(error, Map.copyOf(headersFor(failure, error)));
    }
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
    boolean away =
        failure instanceof DatabaseUnavailable
            || failure instanceof DirectoryUnavailable
            || failure instanceof PinUnverifiable
            || isDatabaseAway(failure);
    return GraphError.of(away ? 503 : 500);
  }

  private static Map<String, Object> headersFor(Throwable failure, GraphError error) {
    Map<String, Object> headers = new HashMap<>();
    if (error.status() == 401) {
      headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (error.status() == 503) {
      Duration wait =
          failure instanceof Overloaded overloaded ? overloaded.retryAfter() : RETRY_AFTER_OUTAGE;
      headers.put(HttpHeaders.RETRY_AFTER, wait.toSeconds());
    }
    if (failure instanceof Refusal refusal) {
      headers.putAll(refusal.headers());
    }
    if (failure instanceof WebApplicationException known) {
      String methods = known.getResponse().getHeaderString(HttpHeaders.ALLOW);
      if (methods != null) {
        headers.put(HttpHeaders.ALLOW, methods);
      }
    }
    return headers;
  }

  /**
   * Connection lost (SQLSTATE class 08), no resources (53), shut down by an operator (57P), or a
   * server that only reads (25006), such as a former primary after a failover.
   */
  private static boolean isDatabaseAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || state.equals("25006");
      }
    }
    return false;
  }
}
