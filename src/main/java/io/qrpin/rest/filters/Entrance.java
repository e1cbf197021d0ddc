package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.PlainHttp;
import io.qrpin.access.TrustedProxies;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
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
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The first filter of a request and the last of its answer. A request gets its ids, needs TLS and a
 * valid token, and gets the address that resources are matched with. An answer gets the ids, stays
 * out of caches because all answers are about credentials, and holds what {@code $select} asks for.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Entrance implements ContainerRequestFilter, ContainerResponseFilter {

  /**
   * The settings for tokens. {@code microprofile-config.properties} passes each on to MicroProfile
   * JWT, whose name of it stands first.
   */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "mp.jwt.verify.issuer", "qrpin.token.issuer",
          "mp.jwt.verify.audiences", "qrpin.token.audiences",
          "mp.jwt.verify.publickey.location", "qrpin.token.keys");

  private static final Log LOG = Log.of(Entrance.class);
  private static final String BEARER = "Bearer ";

  /**
   * Only a connection with TLS has it (Servlet 6.0 §3.10). Liberty believes the {@code
   * X-Forwarded-Proto} of everybody, and calls such a request secure.
   */
  private static final String CIPHER_SUITE = "jakarta.servlet.request.cipher_suite";

  private final TurnedAway invalidTokens = new TurnedAway(Duration.ofMinutes(1));
  private final TurnedAway readable = new TurnedAway(Duration.ofMinutes(1));

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;
  @Inject private AccessSettings settings;
  @Inject private TrustedProxies proxies;
  @Inject private PlainHttp plainHttp;
  @Inject private Call call;

  /**
   * Stops the start if the issuer, the audience or the keys of tokens are not set. Without the
   * first two MicroProfile JWT accepts every token that the key has signed, for any audience. An
   * application that embeds qrpin needs no tokens, so {@code settings} does not check this.
   */
  static void requireTokenSettings(@Observes @Initialized(ApplicationScoped.class) Object event) {
    REQUIRED.forEach(
        (property, setting) ->
            ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> missing(setting)));
  }

  private static IllegalStateException missing(String setting) {
    String message = "the setting " + setting + " is required";
    LOG.add(Message.START_REFUSED.with("cause", message).with("section", "Tokens"));
    return new IllegalStateException(message + "; see \"Tokens\" in qrpin's README");
  }

  @Override
  public void filter(ContainerRequestContext context) {
    RequestIds ids = RequestIds.of(request, clock);
    requireTls(ids);
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
    List<String> forwarded = headers(proxies.header().text());
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

  /** PINs and tokens over plain HTTP are readable on their way. */
  private void requireTls(RequestIds ids) {
    if (request.getAttribute(CIPHER_SUITE) != null
        || plainHttp.accepts(request.getRemoteAddr(), headers(proxies.header().protocol()))) {
      return;
    }
    readable
        .add(clock.instant())
        .ifPresent(
            many ->
                LOG.add(
                    Message.PLAIN_HTTP_REFUSED
                        .with("count", many)
                        .with("request", ids.requestId())
                        .with("setting", PlainHttp.SETTING)));
    throw new Refusal(GraphError.tlsRequired());
  }

  private List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
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
                  LOG.add(
                      Message.TOKENS_REFUSED.with("count", many).with("request", ids.requestId())));
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
