package io.qrpin.rest;

import static io.qrpin.access.Operation.DELETE_CODE;
import static io.qrpin.access.Operation.ENROL;
import static io.qrpin.access.Operation.READ;

import io.qrpin.badge.QrCodeKind;
import io.qrpin.badge.Validity;
import io.qrpin.credential.CodeChange;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.credential.MethodDetails;
import io.qrpin.credential.MethodLifecycle;
import io.qrpin.credential.QrCodeDetails;
import io.qrpin.rest.errors.CodeErrors;
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

  /** Graph: Update standardQRCode. It issues the code or extends it. */
  @PATCH
  @Path(STANDARD)
  @Allows(ENROL)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response changeStandard(GraphBody body) {
    body.requireType(MethodJson.CODE_TYPE);
    CodeChange change =
        methods.changeStandardCode(
            call.subscriber(),
            body.instant("startDateTime"),
            body.instant("expireDateTime"),
            call.actor());
    return change.match(new Answer(QrCodeKind.STANDARD, "standardQRCode"));
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
    body.requireType(MethodJson.CODE_TYPE);
    Validity validity =
        new Validity(
            body.instant("startDateTime").orElseThrow(() -> Refusal.required("startDateTime")),
            body.instant("expireDateTime").orElseThrow(() -> Refusal.required("expireDateTime")));
    CodeChange change = methods.issueTemporaryCode(call.subscriber(), validity, call.actor());
    return change.match(new Answer(QrCodeKind.TEMPORARY, "temporaryQRCode"));
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
    return code.map(MethodJson::withoutImage).orElseThrow(Refusal::notFound);
  }

  private void revoke(QrCodeKind kind) {
    if (!methods.revokeCode(call.subscriber().id(), kind, call.actor())) {
      throw Refusal.notFound();
    }
  }

  /** The answer to a change of one code. */
  private final class Answer implements CodeChange.Cases<Response> {

    private final QrCodeKind kind;
    private final String name;

    Answer(QrCodeKind kind, String name) {
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
      throw CodeErrors.activeExists();
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
      throw CodeErrors.invalid(kind, invalid.problem());
    }
  }
}
