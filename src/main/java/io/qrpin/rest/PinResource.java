package io.qrpin.rest;

import static io.qrpin.rest.Operation.DELETE_PIN;
import static io.qrpin.rest.Operation.READ;
import static io.qrpin.rest.Operation.RESET_PIN;

import io.qrpin.lifecycle.IssuedPin;
import io.qrpin.lifecycle.PinLifecycle;
import io.qrpin.pin.Pin;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** A worker's PIN (Graph: qrPin). It only translates: parse, call, map every outcome. */
@Path("users/{user}/authentication/qrcodepinmethod/pin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class PinResource {

  @Inject private PinLifecycle pins;
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
