package io.qrpin.rest;

import static io.qrpin.rest.Operation.CHANGE_PIN;
import static io.qrpin.rest.Operation.DELETE_PIN;
import static io.qrpin.rest.Operation.READ;
import static io.qrpin.rest.Operation.RESET_PIN;

import io.qrpin.credential.IssuedPin;
import io.qrpin.credential.PinLifecycle;
import io.qrpin.pin.Pin;
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
import java.time.Duration;
import java.util.Optional;

/** A worker's PIN (Graph: qrPin). It only translates: parse, call, map every outcome. */
@Path("users/{user}/authentication/qrcodepinmethod/pin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PinResource {

  @Inject private PinLifecycle pins;
  @Inject private OwnPin own;
  @Inject private Call call;

  /** Graph: Get qrPin. */
  @GET
  @Allows(READ)
  public JsonObject get() {
    return pins.find(call.subscriber().id())
        .map(QrPinJson::withoutCode)
        .orElseThrow(() -> new Refusal(GraphError.resourceNotFound()));
  }

  /** Graph: Update qrPin, which creates or resets it; a random PIN where none is chosen. */
  @PATCH
  @Allows(RESET_PIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response reset(GraphBody body) {
    Optional<Pin> chosen = chosenIn(body, PinErrors.AT_CODE);
    try {
      return pins.issue(call.subscriber(), chosen, call.actor())
          .fold(PinResource::shownOnce, PinErrors.AT_CODE::refused, PinErrors.AT_CODE::notChosen);
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
    String current = body.requiredText("currentPin");
    String replacement = body.requiredText("newPin");
    get();
    NewPin.change(
        current,
        replacement,
        (proven, chosen) -> own.change(call.subscriber(), proven, chosen, call.actor()),
        PinResource::wrongPin,
        PinResource::locked);
  }

  /** The same: Graph's own pages write it both ways. */
  @PATCH
  @Path("updatepin")
  @Allows(CHANGE_PIN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void updateByPatch(GraphBody body) {
    update(body);
  }

  private static Refusal wrongPin() {
    return new Refusal(
        GraphError.of(400, "invalidPin", "The current PIN is not right.").at("currentPin"));
  }

  /** Not 429: Graph's SDK would sleep and send the same PIN again, with nobody there. */
  private static Refusal locked(Optional<Duration> remaining) {
    return new Refusal(GraphError.tooManyAttempts(423, remaining));
  }

  /** Graph: Delete qrPin. */
  @DELETE
  @Allows(DELETE_PIN)
  public void delete() {
    if (!pins.revoke(call.subscriber().id(), call.actor())) {
      throw new Refusal(GraphError.resourceNotFound());
    }
  }

  /** The PIN that a qrPin in a body chooses; empty where it leaves that to us. */
  static Optional<Pin> chosenIn(GraphBody qrPin, PinErrors errors) {
    return qrPin
        .requireType(QrPinJson.TYPE)
        .text("code")
        .filter(code -> !code.isEmpty())
        .map(code -> Pin.of(code).orElseThrow(errors::notDigits));
  }

  private static Response shownOnce(IssuedPin issued) {
    try (issued) {
      return Response.status(Response.Status.CREATED).entity(QrPinJson.withCode(issued)).build();
    }
  }
}
