package io.qrpin.rest;

import io.qrpin.hashing.HashingPermits;
import io.qrpin.hashing.Overloaded;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Decides on the resource method that was matched, never on the text of the address; denies where
 * nothing is said.
 *
 * <p>Who may do it to nobody but himself is told 403 for everybody else, existing or not.
 *
 * <p>Who would sign somebody in, and find no room, is answered here, before a body is read. An
 * answer and not an exception: thrown from a resource, that would be wrapped some nine times by
 * container and proxies, each time with a deep stack, just when there is no time for it.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class PermissionFilter implements ContainerRequestFilter {

  @Context private ResourceInfo matched;

  @Inject private AccessSettings settings;
  @Inject private UserDirectory directory;
  @Inject private Call call;
  @Inject private HashingPermits hashingPermits;
  @Inject private ErrorMapper errors;

  @Override
  public void filter(ContainerRequestContext context) {
    Allows row = matched.getResourceMethod().getAnnotation(Allows.class);
    requireAllowed(row != null);
    Operation operation = row.value();
    Caller caller = call.caller();
    String user = context.getUriInfo().getPathParameters().getFirst("user");
    if (user == null) {
      requireAllowed(operation.allowsOnTenant(caller));
      if (operation == Operation.SIGN_IN && !hashingPermits.hasRoom()) {
        context.abortWith(errors.toResponse(new Overloaded()));
      }
      return;
    }
    boolean onOthers = operation.allowsOnOthers(caller);
    requireAllowed(onOthers || operation.allowsOnOneself(caller, settings));
    Subscriber target =
        directory
            .find(user)
            .or(() -> stranded(user, operation))
            .orElseThrow(
                () ->
                    new Refusal(
                        onOthers ? GraphError.resourceNotFound() : GraphError.accessDenied()));
    requireAllowed(operation.allowsOn(target, caller, settings));
    call.isAbout(target);
  }

  /** Whom the directory no longer knows, somebody can still be rid of. */
  private Optional<Subscriber> stranded(String id, Operation operation) {
    return operation == Operation.DELETE_METHOD
            && settings.unknownDeletable()
            && SubscriberId.isValid(id)
        ? Optional.of(Subscriber.named(new SubscriberId(id), id))
        : Optional.empty();
  }

  private static void requireAllowed(boolean allowed) {
    if (!allowed) {
      throw new Refusal(GraphError.accessDenied());
    }
  }
}
