package io.qrpin.rest.filters;

import io.qrpin.Qrpin;
import io.qrpin.rest.wire.Query;
import io.qrpin.rest.wire.RequestIds;
import io.qrpin.rest.wire.Select;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;

/**
 * Adds the request's ids and {@link SafeHeaders} to every answer, keeps answers out of caches
 * because all of them are about credentials, and applies {@code $select}.
 */
@Provider
@ApplicationScoped
public class AnswerFilter implements ContainerResponseFilter {

  @Context private HttpServletRequest request;

  @Inject @Qrpin private Clock clock;

  @Override
  public void filter(ContainerRequestContext asked, ContainerResponseContext answer) {
    RequestIds.of(request, clock).writeTo(answer.getHeaders()::putSingle);
    answer.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    SafeHeaders.writeTo(answer.getHeaders()::putSingle, request);
    if (asked.getMethod().equals(HttpMethod.GET)
        && answer.getEntity() instanceof JsonObject json
        && answer.getStatus() == Response.Status.OK.getStatusCode()) {
      answer.setEntity(Select.in(Query.of(request.getQueryString())).of(json));
    }
  }
}
