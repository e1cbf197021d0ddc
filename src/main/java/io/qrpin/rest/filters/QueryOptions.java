package io.qrpin.rest.filters;

import io.qrpin.rest.wire.Query;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;

/**
 * Refuses query options that the matched resource method does not have, after the permission is
 * decided. Parameters without {@code $} are the resource's own.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 1)
@ApplicationScoped
public class QueryOptions implements ContainerRequestFilter {

  /** The query options of a resource method, in lower case, besides those that all have. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Serves {

    String[] value();
  }

  @Context private ResourceInfo matched;
  @Context private HttpServletRequest request;

  @Override
  public void filter(ContainerRequestContext context) {
    Serves more = matched.getResourceMethod().getAnnotation(Serves.class);
    Query.of(request.getQueryString())
        .requireOptionsOf(more == null ? Set.of() : Set.of(more.value()));
  }
}
