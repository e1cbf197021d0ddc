package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.Operation;
import io.qrpin.audit.RefusalTrail;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.hashing.HashingUnavailable;
import io.qrpin.hashing.Overloaded;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gives every failure Graph's shape. Failures that an operator must repair are logged with the
 * request's id. A denial is recorded in the audit trail.
 */
@Provider
@ApplicationScoped
public class ErrorMapper implements ExceptionMapper<Throwable> {

  private static final Log LOG = Log.of(ErrorMapper.class);

  private static final Duration RETRY_AFTER_OUTAGE = Duration.ofSeconds(5);

  @Context private HttpServletRequest request;

  private final TurnedAway turnedAway = new TurnedAway(TurnedAway.PERIOD);

  @Inject @Qrpin private Clock clock;
  @Inject private Call call;
  @Inject private RefusalTrail trail;

  @Override
  public Response toResponse(Throwable failure) {
    RequestIds ids = RequestIds.of(request, clock);
    Answer answer = Answer.to(failure);
    log(failure, answer.error(), ids.requestId());
    if (answer.error().equals(GraphError.of(403))) {
      trail.denied(call.operation().map(Operation::name), call.actor());
    }
    Response.ResponseBuilder response =
        Response.status(answer.error().status())
            .type(MediaType.APPLICATION_JSON)
            .entity(ids.bodyOf(answer.error()));
    answer.headers().forEach(response::header);
    return response.build();
  }

  /**
   * The error for a failure in a part of an answer that has begun. It is logged as the failure of a
   * request is.
   */
  public GraphError inPart(Throwable failure, String requestId) {
    GraphError error = Answer.to(failure).error();
    log(failure, error, requestId);
    return error;
  }

  void log(Throwable failure, GraphError error, String requestId) {
    if (failure instanceof Overloaded) {
      turnedAway
          .add(clock.instant())
          .ifPresent(
              many ->
                  LOG.add(
                      Message.REQUESTS_TURNED_AWAY
                          .with("count", many)
                          .with("request", requestId)
                          .with("cause", failure.getMessage())));
    } else if (needsOperator(failure)) {
      LOG.add(Message.PINS_UNUSABLE.with("request", requestId).because(failure));
    } else if (failure instanceof DirectoryUnavailable) {
      LOG.add(Message.DIRECTORY_UNAVAILABLE.with("request", requestId).because(failure));
    } else if (error.status() == 503) {
      Message.Entry away = Message.DATABASE_UNAVAILABLE.with("request", requestId);
      LOG.add(isDatabaseAway(failure) ? away : away.because(failure));
    } else if (error.status() >= 500) {
      LOG.add(Message.REQUEST_FAILED.with("request", requestId).because(failure));
    }
  }

  /** The answer to a failure; the headers are those besides the headers of every answer. */
  record Answer(GraphError error, Map<String, Object> headers) {

    static Answer to(Throwable failure) {
      GraphError error = errorFor(failure);
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
        Optional.ofNullable(known.getResponse().getHeaderString(HttpHeaders.ALLOW))
            .ifPresent(methods -> headers.put(HttpHeaders.ALLOW, methods));
      }
      return new Answer(error, Map.copyOf(headers));
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
            || needsOperator(failure)
            || isDatabaseAway(failure);
    return GraphError.of(away ? 503 : 500);
  }

  /** PINs cannot be hashed or compared until somebody repairs the provider, a key or a row. */
  private static boolean needsOperator(Throwable failure) {
    return failure instanceof PinUnverifiable || failure instanceof HashingUnavailable;
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

  /**
   * Counts requests that were turned away, so that the log gets one line for each period and not
   * one for each request. Otherwise an overload or a stranger could fill it. Thread safety: safe.
   */
  static final class TurnedAway {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final Duration period;
    private final AtomicReference<Instant> quietUntil = new AtomicReference<>(Instant.EPOCH);
    private final AtomicLong unlogged = new AtomicLong();

    TurnedAway(Duration period) {
      this.period = period;
    }

    /**
     * Counts one request, and returns how many to log now; empty while the period lasts. It ends
     * when the clock is set back too.
     */
    OptionalLong add(Instant now) {
      unlogged.incrementAndGet();
      Instant until = quietUntil.get();
      boolean isOver = !now.isBefore(until) || now.isBefore(until.minus(period));
      boolean isTime = isOver && quietUntil.compareAndSet(until, now.plus(period));
      return isTime ? OptionalLong.of(unlogged.getAndSet(0)) : OptionalLong.empty();
    }
  }
}
