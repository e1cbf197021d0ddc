package io.qrpin.rest.filters;

import io.qrpin.access.AccessControl;
import io.qrpin.access.AccessControl.Allowed;
import io.qrpin.access.AccessControl.Decision;
import io.qrpin.access.AccessControl.NotFound;
import io.qrpin.access.Operation;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Denies what the permission table does not allow. The matched resource method decides which row
 * applies; the text of the address does not. A sign-in without a free permit is answered here,
 * before its body is read.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class PermissionFilter implements ContainerRequestFilter {

  /** The row of the permission table for a resource method. Without it every call is denied. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Allows {

    Operation value();
  }

  @Context private ResourceInfo matched;

  @Inject private AccessControl access;
  @Inject private Call call;
  @Inject private HashingPermits permits;
  @Inject private ErrorMapper errors;

  @Override
  public void filter(ContainerRequestContext context) {
    Allows row = matched.getResourceMethod().getAnnotation(Allows.class);
    if (row == null) {
      throw Refusal.accessDenied();
    }
    call.setOperation(row.value());
    String user = context.getUriInfo().getPathParameters().getFirst("user");
    if (user != null) {
      requireAllowedOn(user, row.value());
    } else if (!row.value().allowsOnTenant(call.caller())) {
      throw Refusal.accessDenied();
    }
    if (call.asksForMethods()) {
      throw new Refusal(GraphError.of(405), Map.of(HttpHeaders.ALLOW, methodsOfTheResource()));
    }
    if (row.value() == Operation.SIGN_IN && !permits.hasRoom()) {
      // Thrown, it would be wrapped about nine times with deep stacks, while the server is busiest.
      context.abortWith(errors.toResponse(permits.exhausted()));
    }
  }

  /** The resource methods on the same path as the matched one. */
  private String methodsOfTheResource() {
    return Stream.of(matched.getResourceClass().getMethods())
        .filter(method -> pathOf(method).equals(pathOf(matched.getResourceMethod())))
        .flatMap(method -> Stream.of(method.getAnnotations()))
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String pathOf(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private void requireAllowedOn(String user, Operation operation) {
    Decision decision = access.decide(operation, call.caller(), user);
    if (!(decision instanceof Allowed allowed)) {
      throw decision instanceof NotFound ? Refusal.notFound() : Refusal.accessDenied();
    }
    call.setSubscriber(allowed.target(), allowed.onOneself());
  }
}
