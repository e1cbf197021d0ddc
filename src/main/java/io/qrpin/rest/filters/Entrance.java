package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.TrustedProxies;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.ErrorMapper.TurnedAway;
import io.qrpin.rest.wire.Query;
import io.qrpin.rest.wire.RequestIds;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The first filter of a request and the last of its answer. A request gets its ids, needs a valid
 * token, and gets the address that resources are matched with. An answer gets the ids, stays out of
 * caches because all answers are about credentials, and holds what {@code $select} asks for.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Entrance implements ContainerRequestFilter, ContainerResponseFilter {

  private static final List<String> REQUIRED =
      List.of("mp.jwt.verify.issuer", "mp.jwt.verify.audiences");

  private static final Logger LOG = Logger.getLogger(Entrance.class.getName());
  private static final String BEARER = "Bearer ";

  private final TurnedAway invalidTokens = new TurnedAway(Duration.ofMinutes(1));

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;
  @Inject private AccessSettings settings;
  @Inject private TrustedProxies proxies;
  @Inject private Call call;

  /**
   * Stops the start if the issuer or the audience of tokens is not set. Without them MicroProfile
   * JWT accepts every token that the key has signed, for any audience. An application that embeds
   * qrpin needs no tokens, so {@code settings} does not check this.
   */
  static void requireTokenSettings(@Observes @Initialized(ApplicationScoped.class) Object event) {
    for (String name : REQUIRED) {
      ConfigProvider.getConfig()
          .getOptionalValue(name, String.class)
          .filter(value -> !value.isBlank())
          .orElseThrow(() -> new IllegalStateException("the setting " + name + " is required"));
    }
  }

  @Override
  public void filter(ContainerRequestContext context) {
    RequestIds ids = RequestIds.of(request, clock);
    if (!(context.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)) {
      logInvalidToken(ids);
      throw new Refusal(GraphError.of(401));
    }
    Caller caller = Caller.of(TokenClaims.of(token), settings);
    typeAnEmptyBody(context);
    if (context.getMethod().equals(HttpMethod.OPTIONS)) {
      call.askForMethods();
      context.setMethod(HttpMethod.GET);
    }
    GraphPath path = GraphPath.parse(rawPath());
    URI root = context.getUriInfo().getBaseUri();
    List<String> forwarded = Collections.list(request.getHeaders(proxies.header().text()));
    call.begin(
        caller, ids, proxies.source(request.getRemoteAddr(), forwarded), root, path.version());
    if (path.isMe()) {
      path = path.ofUser(caller.user().orElseThrow(Refusal::accessDenied).value());
    }
    context.setRequestUri(root, root.resolve(path.encoded()));
  }

  @Override
  public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
    RequestIds.of(request, clock).writeTo(answer.getHeaders()::putSingle);
    answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    SafeHeaders.writeTo(answer.getHeaders()::putSingle, request);
    if (asked.getMethod().equals(HttpMethod.GET)
        && answer.getEntity() instanceof JsonObject json
        && answer.getStatus() == Response.Status.OK.getStatusCode()) {
      answer.setEntity(Query.of(request.getQueryString()).select(json));
    }
  }

  /**
   * Logs that tokens were refused, and never which ones. Liberty's own message contains the whole
   * token, so the shipped configuration hides it.
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

  /** A request without body and media type ends with 400 for the missing body and not with 415. */
  private void typeAnEmptyBody(ContainerRequestContext context) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (!hasBody && request.getContentType() == null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
