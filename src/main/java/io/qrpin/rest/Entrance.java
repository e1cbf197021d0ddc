package io.qrpin.rest;

import io.qrpin.Qrpin;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The first thing a request meets: it is named, it shows a valid token or is turned away, and its
 * address is brought into the form that resources are matched with.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Entrance implements ContainerRequestFilter {

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;
  @Inject private AccessSettings settings;
  @Inject private Call call;

  @Override
  public void filter(ContainerRequestContext context) {
    RequestIds ids = RequestIds.of(request, clock);
    if (!(context.getSecurityContext().getUserPrincipal() instanceof JsonWebToken token)) {
      throw new Refusal(GraphError.unauthenticated());
    }
    Caller caller = Caller.of(Claims.of(token), settings);
    call.isFrom(caller, ids);
    typeAnEmptyBody(context);
    GraphPath path = GraphPath.parse(rawPath());
    if (path.isMe()) {
      path =
          path.ofUser(
              caller.user().orElseThrow(() -> new Refusal(GraphError.accessDenied())).value());
    }
    URI root = context.getUriInfo().getBaseUri();
    call.isAt(root, path.version());
    context.setRequestUri(root, root.resolve(path.encoded()));
  }

  /**
   * Liberty takes {@code ;jsessionid=} off the URI before anybody sees it, and leaves it in the
   * URL.
   */
  private String rawPath() {
    if (request.getRequestURL().indexOf(";") >= 0) {
      throw new Refusal(GraphError.of(400));
    }
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /**
   * Where there is no body there is no media type to be wrong; the body's reader tells it is
   * missing.
   */
  private void typeAnEmptyBody(ContainerRequestContext context) {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    if (!hasBody && request.getContentType() == null) {
      context.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
  }
}
