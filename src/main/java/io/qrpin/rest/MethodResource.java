package io.qrpin.rest;

import static io.qrpin.access.Operation.DELETE_CODE;
import static io.qrpin.access.Operation.DELETE_METHOD;
import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.READ;
import static io.qrpin.access.Operation.UNLOCK;

import io.qrpin.attempts.LockState;
import io.qrpin.attempts.SignInLocks;
import io.qrpin.attempts.SignInLocks.Unlocking;
import io.qrpin.audit.Actor;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.ChoiceForbidden;
import io.qrpin.credential.CodeChange;
import io.qrpin.credential.Enrolment;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.MethodErrors;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.MethodJson;
import io.qrpin.rest.wire.WireType;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * A worker's method, its codes and its lock (Graph: qrCodePinAuthenticationMethod, qrCode), and the
 * list of methods, where it is the only one (Graph: authenticationMethod).
 */
@Path("users/{user}/authentication")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MethodResource {

  private static final String LIST = "methods";
  private static final String METHOD = "qrcodepinmethod";
  private static final String STANDARD = METHOD + "/standardqrcode";
  private static final String TEMPORARY = METHOD + "/temporaryqrcode";
  private static final WireType UNLOCKING = WireType.unnamed("reason");
  private static final PinErrors AT_PIN = new PinErrors("pin/code");

  @Inject private MethodLifecycle methods;
  @Inject private SignInLocks locks;
  @Inject private Call call;

  /** Graph: List methods. */
  @GET
  @Path(LIST)
  @Allows(READ)
  public JsonObject list() {
    JsonArrayBuilder value = JsonParts.array();
    found().map(this::shown).ifPresent(value::add);
    return JsonParts.object().add("value", value).build();
  }

  /** Graph: Get authenticationMethod. Its id is a GUID, which is the same in any case. */
  @GET
  @Path(LIST + "/{id}")
  @Allows(READ)
  public JsonObject get(@PathParam("id") String id) {
    return found()
        .filter(method -> method.id().toString().equalsIgnoreCase(id))
        .map(this::shown)
        .orElseThrow(Refusal::notFound);
  }

  /** Graph: Get qrCodePinAuthenticationMethod. */
  @GET
  @Path(METHOD)
  @Allows(READ)
  public JsonObject get() {
    return found().map(this::shown).orElseThrow(Refusal::notFound);
  }

  /** Graph: Create qrCodePinAuthenticationMethod. */
  @PUT
  @Path(METHOD)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response enrol(GraphBody body) {
    GraphBody code =
        body.as(MethodJson.METHOD).object("standardQRCode").orElseThrow(MethodErrors::codeRequired);
    if (body.has("temporaryQRCode")) {
      throw MethodErrors.codeRequired();
    }
    Optional<Pin> chosen = body.object("pin").flatMap(pin -> PinResource.chosenIn(pin, AT_PIN));
    Optional<Instant> start = code.instant("startDateTime");
    Optional<Instant> expiry = code.instant("expireDateTime");
    try {
      Enrolment outcome =
          call.isOnOneself()
              ? methods.enrolOneself(call.subscriber(), start, expiry, chosen, call.actor())
              : methods.enrol(call.subscriber(), start, expiry, chosen, call.actor());
      return outcome.match(new EnrolmentAnswer());
    } finally {
      chosen.ifPresent(Pin::erase);
    }
  }

  /** Graph: Delete qrCodePinAuthenticationMethod. */
  @DELETE
  @Path(METHOD)
  @Allows(DELETE_METHOD)
  public void delete() {
    SubscriberId subscriber = call.subscriber().id();
    boolean deleted =
        call.isOnOneself()
            ? methods.deleteOwn(subscriber, call.actor())
            : methods.delete(subscriber, call.actor());
    if (!deleted) {
      throw Refusal.notFound();
    }
  }

  /** Graph: Get standardQRCode. */
  @GET
  @Path(STANDARD)
  @Allows(READ)
  public JsonObject standard() {
    return shown(found().flatMap(MethodDetails::standard));
  }

  /** Graph: Update standardQRCode. It issues the code or extends it. */
  @PATCH
  @Path(STANDARD)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changeStandard(GraphBody body) {
    body.as(MethodJson.CODE);
    return methods
        .changeStandardCode(
            call.subscriber(),
            body.instant("startDateTime"),
            body.instant("expireDateTime"),
            call.actor())
        .match(new CodeAnswer(QrCodeKind.STANDARD, "standardQRCode"));
  }

  /** Graph: Delete standardQRCode. */
  @DELETE
  @Path(STANDARD)
  @Allows(DELETE_CODE)
  public void deleteStandard() {
    revoke(QrCodeKind.STANDARD);
  }

  /** Graph: Get temporaryQRCode. */
  @GET
  @Path(TEMPORARY)
  @Allows(READ)
  public JsonObject temporary() {
    return shown(found().flatMap(MethodDetails::temporary));
  }

  /** Graph: Update temporaryQRCode. It issues the code. */
  @PATCH
  @Path(TEMPORARY)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response issueTemporary(GraphBody body) {
    body.as(MethodJson.CODE);
    Validity validity =
        new Validity(
            body.instant("startDateTime").orElseThrow(() -> Refusal.required("startDateTime")),
            body.instant("expireDateTime").orElseThrow(() -> Refusal.required("expireDateTime")));
    return methods
        .issueTemporaryCode(call.subscriber(), validity, call.actor())
        .match(new CodeAnswer(QrCodeKind.TEMPORARY, "temporaryQRCode"));
  }

  /** Graph: Delete temporaryQRCode. */
  @DELETE
  @Path(TEMPORARY)
  @Allows(DELETE_CODE)
  public void deleteTemporary() {
    revoke(QrCodeKind.TEMPORARY);
  }

  /** The lock after too many wrong PINs, which Graph does not have. */
  @GET
  @Path(METHOD + "/lock")
  @Allows(READ)
  public JsonObject lock() {
    requireMethod();
    LockState state = locks.find(call.subscriber().id());
    return JsonParts.object()
        .add("isLocked", state.lock().isPresent())
        .add("lockedUntilDateTime", JsonParts.date(state.until()))
        .add("resetRequired", state.resetRequired())
        .add("failedAttempts", state.failures())
        .add("failedAttemptsSince", JsonParts.date(state.failingSince()))
        .build();
  }

  /** Ends a lock and keeps the PIN. Without a lock it changes nothing. It needs no body. */
  @POST
  @Path(METHOD + "/unlock")
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
    if (found().isEmpty()) {
      throw Refusal.notFound();
    }
  }

  private Optional<MethodDetails> found() {
    return methods.find(call.subscriber().id());
  }

  private JsonObject shown(MethodDetails method) {
    return MethodJson.withoutSecrets(method, call.version());
  }

  private static JsonObject shown(Optional<QrCodeDetails> code) {
    return code.map(MethodJson::withoutImage).orElseThrow(Refusal::notFound);
  }

  private void revoke(QrCodeKind kind) {
    if (!methods.revokeCode(call.subscriber().id(), kind, call.actor())) {
      throw Refusal.notFound();
    }
  }

  private final class EnrolmentAnswer implements Enrolment.Cases<Response> {

    @Override
    public Response enrolled(Enrolment.Enrolled enrolled) {
      try (enrolled) {
        return Response.created(call.addressOfMethod())
            .entity(MethodJson.withSecrets(enrolled, call.version()))
            .build();
      }
    }

    @Override
    public Response alreadyActive(Enrolment.AlreadyActive active) {
      throw MethodErrors.activeMethod();
    }

    @Override
    public Response enrolledBefore(Enrolment.EnrolledBefore before) {
      throw new Refusal(
          GraphError.of(
              403,
              "accessDenied",
              "Only somebody who has never had a PIN enrols themselves. An administrator enrols them"
                  + " again."));
    }

    @Override
    public Response invalidValidity(Enrolment.InvalidValidity invalid) {
      throw MethodErrors.invalidCode(QrCodeKind.STANDARD, invalid.problem());
    }

    @Override
    public Response pinRefused(PinRefused refused) {
      throw AT_PIN.refused(refused.refusal());
    }

    @Override
    public Response choiceForbidden(ChoiceForbidden forbidden) {
      throw AT_PIN.choiceForbidden();
    }
  }

  private final class CodeAnswer implements CodeChange.Cases<Response> {

    private final QrCodeKind kind;
    private final String name;

    CodeAnswer(QrCodeKind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    @Override
    public Response issued(IssuedQrCode issued) {
      try (issued) {
        return Response.created(call.addressOfMethod(name))
            .entity(MethodJson.withImage(issued))
            .build();
      }
    }

    @Override
    public Response extended(CodeChange.Extended extended) {
      return Response.ok(MethodJson.withoutImage(extended.details())).build();
    }

    @Override
    public Response activeExists(CodeChange.ActiveExists exists) {
      throw MethodErrors.activeCode();
    }

    @Override
    public Response nothingAsked(CodeChange.NothingAsked nothing) {
      throw Refusal.required("expireDateTime");
    }

    @Override
    public Response noMethod(CodeChange.NoMethod none) {
      throw Refusal.notFound();
    }

    @Override
    public Response invalidValidity(CodeChange.InvalidValidity invalid) {
      throw MethodErrors.invalidCode(kind, invalid.problem());
    }
  }
}
