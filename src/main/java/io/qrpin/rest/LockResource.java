package io.qrpin.rest;

import static io.qrpin.access.Operation.READ;
import static io.qrpin.access.Operation.UNLOCK;

import io.qrpin.attempts.LockState;
import io.qrpin.attempts.SignInLocks;
import io.qrpin.attempts.SignInLocks.Unlocking;
import io.qrpin.audit.Actor;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.WireType;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lock of a worker's sign-in, which Graph does not have: its state, and its end. */
@Path("users/{user}/authentication/qrcodepinmethod")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class LockResource {

  private static final WireType UNLOCKING = WireType.unnamed("reason");

  @Inject private MethodLifecycle methods;
  @Inject private SignInLocks locks;
  @Inject private Call call;

  @GET
  @Path("lock")
  @Allows(READ)
  public JsonObject get() {
    requireMethod();
    return json(locks.find(call.subscriber().id()));
  }

  /** Ends a lock and keeps the PIN. Without a lock it changes nothing. A body is not needed. */
  @POST
  @Path("unlock")
  @Allows(UNLOCK)
  @Consumes(MediaType.APPLICATION_JSON)
  public void unlock(InputStream content) throws IOException {
    Optional<String> reason = GraphBody.readIfAny(content).as(UNLOCKING).text("reason");
    if (reason.isPresent() && !Actor.isReason(reason.get())) {
      throw Refusal.wrong(
          "reason",
          "a text of 1 to %d characters without control characters"
              .formatted(Actor.MAX_REASON_LENGTH));
    }
    Actor by = reason.map(call.actor()::because).orElseGet(call::actor);
    requireMethod();
    if (locks.unlock(call.subscriber().id(), by) == Unlocking.RESET_REQUIRED) {
      throw new Refusal(
          GraphError.of(
              409,
              "resetRequired",
              "The PIN was guessed too often since it was set. Only another PIN ends this lock."));
    }
  }

  private void requireMethod() {
    if (methods.find(call.subscriber().id()).isEmpty()) {
      throw Refusal.notFound();
    }
  }

  private static JsonObject json(LockState state) {
    return JsonParts.object()
        .add("isLocked", state.lock().isPresent())
        .add("lockedUntilDateTime", JsonParts.date(state.until()))
        .add("resetRequired", state.resetRequired())
        .add("failedAttempts", state.failures())
        .add("failedAttemptsSince", JsonParts.date(state.failingSince()))
        .build();
  }
}
