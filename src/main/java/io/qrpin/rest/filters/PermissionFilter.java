package io.qrpin.rest.filters;

import io.qrpin.access.AccessControl;
import io.qrpin.access.Caller;
import io.qrpin.access.Operation;
import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.Overloaded;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.subscriber.Subscriber;
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
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Denies what the permission table does not allow. The matched resource method decides which row
 * applies; the text of the address does not.
 *
 * <p>A sign-in without a free permit is answered here, before its body is read. It is answered and
 * not thrown: container and proxies would wrap an exception from a resource about nine times, each
 * time with a deep stack, while the server is overloaded.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class PermissionFilter implements ContainerRequestFilter {

  private static final AccessControl.Cases<Subscriber> TARGET_OR_REFUSAL =
      new AccessControl.Cases<>() {
        @Override
        public Subscriber allowed(Subscriber target) {
          return target;
        }

        @Override
        public Subscriber denied() {
          throw new Refusal(GraphError.accessDenied());
        }

        @Override
        public Subscriber notFound() {
          throw Refusal.notFound();
        }
      };

  @Context private ResourceInfo matched;

  @Inject private AccessControl access;
  @Inject private Call call;
  @Inject private HashingPermits permits;
  @Inject private ErrorMapper errors;

  @Override
  public void filter(ContainerRequestContext context) {
    Allows row = matched.getResourceMethod().getAnnotation(Allows.class);
    requireAllowed(row != null);
    Operation operation = row.value();
    Caller caller = call.caller();
    String user = context.getUriInfo().getPathParameters().getFirst("user");
    if (user != null) {
      call.setSubscriber(access.decide(operation, caller, user).match(TARGET_OR_REFUSAL));
    } else {
      requireAllowed(operation.allowsOnTenant(caller));
    }
    if (call.asksForMethods()) {
      throw new Refusal(GraphError.of(405), Map.of(HttpHeaders.ALLOW, methodsOfTheResource()));
    }
    if (operation == Operation.SIGN_IN && !permits.hasRoom()) {
      context.abortWith(errors.toResponse(new Overloaded()));
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
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String pathOf(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private static void requireAllowed(boolean allowed) {
    if (!allowed) {
      throw new Refusal(GraphError.accessDenied());
    }
  }
}
