package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.wire.RequestIds;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Logger;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The first filter of a request. It gives the request its ids, requires a valid token, and brings
 * the address into the form that resources are matched with.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Entrance implements ContainerRequestFilter {

  private static final Logger LOG = Logger.getLogger(Entrance.class.getName());
  private static final String BEARER = "Bearer ";

  private final TurnedAway invalidTokens = new TurnedAway(Duration.ofMinutes(1));

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;
  @Inject private AccessSettings settings;
  @Inject private Call call;

  @Override
  public void filter(ContainerRequestContext context) {
    RequestIds ids = RequestIds.of(request, clock);
    if (!(context.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)) {
      logInvalidToken(ids);
      throw new Refusal(GraphError.unauthenticated());
    }
    Caller caller = Caller.of(TokenClaims.of(token), settings);
    call.setCaller(caller, ids);
    typeAnEmptyBody(context);
    if (context.getMethod().equals(HttpMethod.OPTIONS)) {
      call.askForMethods();
      context.setMethod(HttpMethod.GET);
    }
    GraphPath path = GraphPath.parse(rawPath());
    if (path.isMe()) {
      path =
          path.ofUser(
              caller.user().orElseThrow(() -> new Refusal(GraphError.accessDenied())).value());
    }
    URI root = context.getUriInfo().getBaseUri();
    call.setAddress(root, path.version());
    context.setRequestUri(root, root.resolve(path.encoded()));
  }

  /**
   * Says that tokens were refused, and never which ones. Liberty's own message has the whole token,
   * so the shipped configuration hides it.
   */
  private void logInvalidToken(RequestIds ids) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      invalidTokens
          .add(clock.instant())
          .ifPresent(
              many ->
                  LOG.warning(
                      many
                          + " requests with a token that is not valid, the last one is request "
                          + ids.requestId()));
    }
  }

  /** Liberty removes {@code ;jsessionid=} from the URI; only the URL still shows it. */
  private String rawPath() {
    if (request.getRequestURL().indexOf(";") >= 0) {
      throw new Refusal(GraphError.of(400));
    }
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /**
   * A request without a body needs no media type. It gets one here, so that it ends with 400 for
   * the missing body and not with 415.
   */
  private void typeAnEmptyBody(ContainerRequestContext context) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (!hasBody && request.getContentType() == null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
