package io.qrpin.rest;

import io.qrpin.subscriber.Subscriber;
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

/**
 * Decides on the resource method that was matched, never on the text of the address; denies where
 * nothing is said.
 *
 * <p>Who may do it to nobody but himself is told 403 for everybody else, existing or not.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class PermissionFilter implements ContainerRequestFilter {

  @Context private ResourceInfo matched;

  @Inject private AccessSettings settings;
  @Inject private UserDirectory directory;
  @Inject private Call call;

  @Override
  public void filter(ContainerRequestContext context) {
    Allows row = matched.getResourceMethod().getAnnotation(Allows.class);
    if (row == null) {
      throw new Refusal(GraphError.accessDenied());
    }
    Operation operation = row.value();
    Caller caller = call.caller();
    boolean onOthers = operation.allowsOnOthers(caller);
    if (!onOthers && !operation.allowsOnOneself(caller)) {
      throw new Refusal(GraphError.accessDenied());
    }
    String user = context.getUriInfo().getPathParameters().getFirst("user");
    Subscriber target =
        directory
            .find(user)
            .orElseThrow(
                () ->
                    new Refusal(
                        onOthers ? GraphError.resourceNotFound() : GraphError.accessDenied()));
    if (!operation.allowsOn(target, caller, settings)) {
      throw new Refusal(GraphError.accessDenied());
    }
    call.isAbout(target);
  }
}
