package io.qrpin.rest;

import static io.qrpin.access.Operation.DELETE_METHOD;
import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.READ;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.credential.ChoiceForbidden;
import io.qrpin.credential.Enrolment;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.PinRefused;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.CodeErrors;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.PinErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Allows;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.MethodJson;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** A worker's method (Graph: qrCodePinAuthenticationMethod). */
@Path("users/{user}/authentication/qrcodepinmethod")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MethodResource {

  private static final PinErrors AT_PIN = new PinErrors("pin/code");

  @Inject private MethodLifecycle methods;
  @Inject private Call call;

  /** Graph: Get qrCodePinAuthenticationMethod. */
  @GET
  @Allows(READ)
  public JsonObject get() {
    return methods
        .find(call.subscriber().id())
        .map(details -> MethodJson.withoutSecrets(details, call.version()))
        .orElseThrow(Refusal::notFound);
  }

  /** Graph: Create qrCodePinAuthenticationMethod. */
  @PUT
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response enrol(GraphBody body) {
    body.requireType(MethodJson.METHOD_TYPE);
    GraphBody code = body.object("standardQRCode").orElseThrow(MethodResource::codeRequired);
    if (body.has("temporaryQRCode")) {
      throw codeRequired();
    }
    code.requireType(MethodJson.CODE_TYPE);
    Optional<Pin> chosen = body.object("pin").flatMap(pin -> PinResource.chosenIn(pin, AT_PIN));
    try {
      return methods
          .enrol(
              call.subscriber(),
              code.instant("startDateTime"),
              code.instant("expireDateTime"),
              chosen,
              call.actor())
          .match(new Answer());
    } finally {
      chosen.ifPresent(Pin::erase);
    }
  }

  /** Graph: Delete qrCodePinAuthenticationMethod. */
  @DELETE
  @Allows(DELETE_METHOD)
  public void delete() {
    if (!methods.delete(call.subscriber().id(), call.actor())) {
      throw Refusal.notFound();
    }
  }

  /** The answer to an enrolment. */
  private final class Answer implements Enrolment.Cases<Response> {

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
      throw new Refusal(
          GraphError.of(400, "tooManyQRCodePinMethod", "The user has an active method already."));
    }

    @Override
    public Response invalidValidity(Enrolment.InvalidValidity invalid) {
      throw CodeErrors.invalid(QrCodeKind.STANDARD, invalid.problem());
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

  private static Refusal codeRequired() {
    return new Refusal(
        GraphError.of(
                400,
                "standardQRCodeRequired",
                "A new method needs a standardQRCode, and cannot have a temporaryQRCode.")
            .at("standardQRCode"));
  }
}
