package io.qrpin.rest;

import static io.qrpin.access.Operation.CHANGE_PIN;
import static io.qrpin.access.Operation.DELETE_PIN;
import static io.qrpin.access.Operation.READ;
import static io.qrpin.access.Operation.RESET_PIN;

import io.qrpin.attempts.Lock;
import io.qrpin.credential.ChoiceForbidden;
import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.PinIssuance;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.MethodJson;
import io.qrpin.rest.wire.WireType;
import io.qrpin.signin.OwnPin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** A worker's PIN (Graph: qrPin). */
@Path("users/{user}/authentication/qrcodepinmethod/pin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PinResource {

  private static final PinErrors AT_CODE = new PinErrors("code");

  /** A client asks for a random PIN with an empty member that qrPin does not have (Graph). */
  private static final WireType RESET = MethodJson.PIN.with("pin");

  private static final WireType CHANGE = WireType.unnamed("currentPin", "newPin");

  @Inject private PinLifecycle pins;
  @Inject private OwnPin own;
  @Inject private Call call;

  /** Graph: Get qrPin. */
  @GET
  @Allows(READ)
  public JsonObject get() {
    return pins.find(call.subscriber().id())
        .map(MethodJson::withoutCode)
        .orElseThrow(Refusal::notFound);
  }

  /** Graph: Update qrPin. It creates or resets the PIN; without a chosen PIN it draws one. */
  @PATCH
  @Allows(RESET_PIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response reset(GraphBody body) {
    body.as(RESET);
    if (body.text("pin").filter(digits -> !digits.isEmpty()).isPresent()) {
      throw Refusal.wrong("pin", "empty; the member code has the digits");
    }
    Optional<Pin> chosen = chosenIn(body, AT_CODE);
    try {
      return pins.issue(call.subscriber(), chosen, call.actor()).match(new Answer());
    } finally {
      chosen.ifPresent(Pin::erase);
    }
  }

  /** Graph: qrPin updatePin, as an action. */
  @POST
  @Path("updatepin")
  @Allows(CHANGE_PIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void update(GraphBody body) {
    String typedCurrent = body.as(CHANGE).requiredText("currentPin");
    String typedReplacement = body.requiredText("newPin");
    get();
    Optional<Pin> current = Pin.typed(typedCurrent);
    Optional<Pin> replacement = Pin.typed(typedReplacement);
    try {
      own.change(call.subscriber(), current, replacement, call.actor())
          .match(new PinChangeAnswer(invalidPin(), PinResource::locked));
    } finally {
      current.ifPresent(Pin::erase);
      replacement.ifPresent(Pin::erase);
    }
  }

  /** The same with PATCH, because Graph's own documentation shows both methods. */
  @PATCH
  @Path("updatepin")
  @Allows(CHANGE_PIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void updateByPatch(GraphBody body) {
    update(body);
  }

  /** Graph: Delete qrPin. */
  @DELETE
  @Allows(DELETE_PIN)
  public void delete() {
    if (!pins.revoke(call.subscriber().id(), call.actor())) {
      throw Refusal.notFound();
    }
  }

  /** The PIN that a qrPin in a body chooses; empty if it chooses none. */
  static Optional<Pin> chosenIn(GraphBody qrPin, PinErrors errors) {
    return qrPin
        .text("code")
        .filter(code -> !code.isEmpty())
        .map(code -> Pin.of(code).orElseThrow(errors::notDigits));
  }

  private static final class Answer implements PinIssuance.Cases<Response> {

    @Override
    public Response issued(IssuedPin issued) {
      try (issued) {
        return Response.status(Response.Status.CREATED).entity(MethodJson.withCode(issued)).build();
      }
    }

    @Override
    public Response refused(PinRefused refused) {
      throw AT_CODE.refused(refused.refusal());
    }

    @Override
    public Response choiceForbidden(ChoiceForbidden forbidden) {
      throw AT_CODE.choiceForbidden();
    }
  }

  private static Refusal invalidPin() {
    return new Refusal(
        GraphError.of(400, "invalidPin", "The current PIN is not right.").at("currentPin"));
  }

  /** 423 and not 429: after a 429 Graph's SDK sleeps and sends the same PIN again by itself. */
  private static Refusal locked(Lock lock) {
    return new Refusal(GraphError.tooManyAttempts(423, lock.remaining()));
  }
}
