package io.qrpin.rest;

import static io.qrpin.rest.Operation.DELETE_CODE;
import static io.qrpin.rest.Operation.ENROL;
import static io.qrpin.rest.Operation.READ;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.CodeChange;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.QrCodeDetails;
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

/** A worker's codes (Graph: qrCode). */
@Path("users/{user}/authentication/qrcodepinmethod")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CodeResource {

  private static final String STANDARD = "standardqrcode";
  private static final String TEMPORARY = "temporaryqrcode";

  @Inject private MethodLifecycle methods;
  @Inject private Call call;

  /** Graph: Get standardQRCode. */
  @GET
  @Path(STANDARD)
  @Allows(READ)
  public JsonObject standard() {
    return shown(found().flatMap(MethodDetails::standard));
  }

  /** Graph: Update standardQRCode, which issues or extends it. */
  @PATCH
  @Path(STANDARD)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changeStandard(GraphBody body) {
    body.requireType(QrCodeJson.TYPE);
    CodeChange change =
        methods.changeStandardCode(
            call.subscriber(),
            body.instant("startDateTime"),
            body.instant("expireDateTime"),
            call.actor());
    return answer(change, QrCodeKind.STANDARD, "standardQRCode");
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

  /** Graph: Update temporaryQRCode, which issues it. */
  @PATCH
  @Path(TEMPORARY)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response issueTemporary(GraphBody body) {
    body.requireType(QrCodeJson.TYPE);
    Validity validity =
        new Validity(
            body.instant("startDateTime").orElseThrow(() -> required("startDateTime")),
            body.instant("expireDateTime").orElseThrow(() -> required("expireDateTime")));
    CodeChange change = methods.issueTemporaryCode(call.subscriber(), validity, call.actor());
    return answer(change, QrCodeKind.TEMPORARY, "temporaryQRCode");
  }

  /** Graph: Delete temporaryQRCode. */
  @DELETE
  @Path(TEMPORARY)
  @Allows(DELETE_CODE)
  public void deleteTemporary() {
    revoke(QrCodeKind.TEMPORARY);
  }

  private Optional<MethodDetails> found() {
    return methods.find(call.subscriber().id());
  }

  private static JsonObject shown(Optional<QrCodeDetails> code) {
    return code.map(QrCodeJson::withoutImage).orElseThrow(CodeResource::notFound);
  }

  private void revoke(QrCodeKind kind) {
    if (!methods.revokeCode(call.subscriber().id(), kind, call.actor())) {
      throw notFound();
    }
  }

  private Response answer(CodeChange change, QrCodeKind kind, String name) {
    return change.fold(
        issued -> shownOnce(issued, name),
        extended -> Response.ok(QrCodeJson.withoutImage(extended)).build(),
        () -> {
          throw CodeErrors.activeExists();
        },
        () -> {
          throw required("expireDateTime");
        },
        () -> {
          throw notFound();
        },
        problem -> {
          throw CodeErrors.invalid(kind, problem);
        });
  }

  private Response shownOnce(IssuedQrCode issued, String name) {
    try (issued) {
      return Response.created(call.addressOfMethod(name))
          .entity(QrCodeJson.withImage(issued))
          .build();
    }
  }

  private static Refusal notFound() {
    return new Refusal(GraphError.resourceNotFound());
  }

  private static Refusal required(String member) {
    return new Refusal(GraphError.badRequest(member, "The member " + member + " is required."));
  }
}
