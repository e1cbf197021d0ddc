package io.qrpin.desk.filters;

import io.qrpin.Qrpin;
import io.qrpin.access.AccessControl;
import io.qrpin.access.AccessControl.Allowed;
import io.qrpin.access.AccessControl.Decision;
import io.qrpin.access.AccessControl.NotFound;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.DeskPolicy;
import io.qrpin.access.Operation;
import io.qrpin.access.TrustedProxies;
import io.qrpin.audit.DenialTrail;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Collections;
import java.util.Optional;

/**
 * Denies what the permission table does not allow, and records the denial. Nobody is asked for
 * before: a request without a session is sent to the sign-in, and a form must come from a page of
 * the session.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class PermissionFilter implements ContainerRequestFilter {

  /**
   * The row of the permission table for a resource method that is about the worker in the address.
   * Without a row every call is denied.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface AllowsOnWorker {

    Operation value();
  }

  /** The row of the permission table for a resource method that is about nobody yet. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface Allows {

    Operation value();
  }

  /** Everybody with a role may call the method. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface AllowsEveryRole {}

  /** The person must have signed in within a few minutes. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  public @interface NeedsFreshSignIn {}

  @Context private ResourceInfo matched;
  @Context private HttpServletRequest request;

  private static final String FORM_KEY = "form-key";

  @Inject private AccessControl access;
  @Inject private AccessSettings settings;
  @Inject private TrustedProxies proxies;
  @Inject private DeskPolicy policy;
  @Inject private Call call;
  @Inject private DenialTrail trail;
  @Inject @Qrpin private Clock clock;

  @Override
  public void filter(ContainerRequestContext context) {
    boolean isForm = context.getMethod().equals(HttpMethod.POST);
    Optional<Person> signedIn = Person.of(request, policy, clock);
    Method method = matched.getResourceMethod();
    if (signedIn.isEmpty()) {
      askToSignIn(context, isForm, false);
      return;
    }
    Person person = signedIn.get();
    if (isForm && !isOf(person)) {
      throw Refusal.strangeForm();
    }
    Caller caller = person.caller(settings);
    call.begin(
        person,
        caller,
        proxies.source(
            request.getRemoteAddr(),
            Collections.list(request.getHeaders(proxies.header().text()))));
    if (caller.roles().isEmpty() || caller.user().isEmpty()) {
      throw denied(Optional.empty(), Refusal.noRole());
    }
    requireAllowed(method, caller);
    if (method.isAnnotationPresent(NeedsFreshSignIn.class) && !person.isFresh(clock)) {
      askToSignIn(context, isForm, true);
    }
  }

  private void askToSignIn(ContainerRequestContext context, boolean isForm, boolean again) {
    if (isForm) {
      throw again ? Refusal.staleSignIn() : Refusal.sessionEnded();
    }
    context.abortWith(Response.seeOther(signIn(again)).build());
  }

  private void requireAllowed(Method method, Caller caller) {
    AllowsOnWorker onWorker = method.getAnnotation(AllowsOnWorker.class);
    Allows row = method.getAnnotation(Allows.class);
    if (onWorker != null) {
      requireAllowedOnWorker(onWorker.value(), caller);
    } else if (row != null
        ? !row.value().allowsOnTenant(caller)
        : !method.isAnnotationPresent(AllowsEveryRole.class)) {
      throw denied(Optional.ofNullable(row).map(Allows::value), Refusal.notAllowed());
    }
  }

  private void requireAllowedOnWorker(Operation operation, Caller caller) {
    String worker = Optional.ofNullable(request.getParameter("id")).orElse("");
    Decision decision = access.decide(operation, caller, worker);
    if (decision instanceof NotFound) {
      throw Refusal.noSuchWorker();
    }
    if (!(decision instanceof Allowed allowed)) {
      throw denied(Optional.of(operation), Refusal.notAllowed());
    }
    if (allowed.onOneself() && operation != Operation.READ) {
      throw denied(Optional.of(operation), Refusal.onOneself());
    }
    call.setWorker(allowed.target(), allowed.onOneself());
  }

  private Refusal denied(Optional<Operation> operation, Refusal refusal) {
    trail.denied(operation.map(Operation::name), call.asker());
    return refusal;
  }

  /**
   * The time of the comparison does not depend on where the texts differ. A key in an address would
   * get into logs.
   */
  private boolean isOf(Person person) {
    String sent = request.getParameter(FORM_KEY);
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    return sent != null
        && !query.contains(FORM_KEY)
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            person.formKey().getBytes(StandardCharsets.UTF_8));
  }

  /** Beside the pages, to which Jakarta REST adds the address of the pages. */
  private URI signIn(boolean again) {
    String query = request.getQueryString();
    String page = request.getPathInfo() + (query == null ? "" : "?" + query);
    return URI.create(
        "../sign-in?"
            + (again ? "max_age=0&" : "")
            + "to="
            + URLEncoder.encode(page, StandardCharsets.UTF_8));
  }
}
