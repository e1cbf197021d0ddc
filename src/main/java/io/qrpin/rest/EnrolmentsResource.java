package io.qrpin.rest;

import static io.qrpin.access.Operation.ENROL_IN_BULK;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.access.AccessControl;
import io.qrpin.access.AccessControl.Allowed;
import io.qrpin.access.AccessControl.Decision;
import io.qrpin.access.AccessControl.NotFound;
import io.qrpin.access.Caller;
import io.qrpin.audit.Actor;
import io.qrpin.audit.RefusalTrail;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.bulk.BulkEnrolment;
import io.qrpin.bulk.BulkList;
import io.qrpin.bulk.BulkRun;
import io.qrpin.bulk.BulkStart;
import io.qrpin.bulk.BulkSummary;
import io.qrpin.bulk.BulkTarget;
import io.qrpin.bulk.IdempotencyKey;
import io.qrpin.bulk.LineOutcome;
import io.qrpin.bulk.UnreadableList;
import io.qrpin.credential.IssuedQrCode;
import io.qrpin.log.Log;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.MethodErrors;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.ErrorMapper;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.MethodJson;
import io.qrpin.rest.wire.Query;
import io.qrpin.rest.wire.RequestIds;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Enrolments of many workers in one request, which Graph does not have. The answer has a line for
 * each worker as soon as that worker is done, and a last line with the numbers.
 */
@Path("qrcodepin/enrolments")
@RequestScoped
public class EnrolmentsResource {

  private static final Log LOG = Log.of(EnrolmentsResource.class);

  private static final String NDJSON = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String KEY = "Idempotency-Key";
  private static final String FAIL_ON_ERRORS = "failOnErrors";

  @Context private HttpServletRequest request;
  @Context private HttpHeaders headers;

  @Inject private BulkEnrolment enrolment;
  @Inject private AccessControl access;
  @Inject private RefusalTrail trail;
  @Inject private ErrorMapper errors;
  @Inject private Call call;

  @POST
  @Allows(ENROL_IN_BULK)
  @Consumes({NDJSON, CSV})
  @Produces(NDJSON)
  public Response enrol(InputStream content) throws IOException {
    Optional<IdempotencyKey> key = key();
    int maxFailed =
        Query.of(request.getQueryString())
            .number(FAIL_ON_ERRORS, BulkList.MAX_LINES, 1, BulkList.MAX_LINES);
    BulkList list = list(content);
    Caller caller = call.caller();
    Actor by = call.actor();
    BulkStart start = enrolment.begin(list, user -> target(user, caller, by), key, maxFailed, by);
    if (!(start instanceof BulkRun run)) {
      throw new Refusal(
          GraphError.of(
                  422, "idempotencyKeyReused", "The key was used for another list. Choose another.")
              .at(KEY));
    }
    return Response.ok((StreamingOutput) to -> write(run, to, by.requestId())).build();
  }

  private Optional<IdempotencyKey> key() {
    List<String> values = Collections.list(request.getHeaders(KEY));
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Optional<IdempotencyKey> key = IdempotencyKey.parse(values.get(0));
    if (values.size() > 1 || key.isEmpty()) {
      throw new Refusal(
          GraphError.badRequest(
              KEY, "There must be one key of 1 to 128 visible ASCII characters."));
    }
    return key;
  }

  private BulkList list(InputStream content) throws IOException {
    MediaType type = headers.getMediaType();
    String charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, UTF_8.name());
    if (!charset.equalsIgnoreCase(UTF_8.name())) {
      throw new Refusal(
          GraphError.of(415, "unsupportedMediaType", "The list must be in UTF-8.")
              .at(HttpHeaders.CONTENT_TYPE));
    }
    byte[] body = content.readNBytes(BulkList.MAX_BYTES + 1);
    if (body.length > BulkList.MAX_BYTES) {
      throw new Refusal(GraphError.requestTooLarge(BulkList.MAX_BYTES));
    }
    try {
      return type.isCompatible(MediaType.valueOf(CSV))
          ? BulkList.ofCsv(body)
          : EnrolmentLines.read(body);
    } catch (UnreadableList e) {
      throw new Refusal(GraphError.badRequest(e.getMessage()));
    }
  }

  /** Runs on threads of the server that know nothing of this request. */
  private BulkTarget target(String user, Caller caller, Actor by) {
    Decision decision = access.decide(ENROL_IN_BULK, caller, user);
    if (decision instanceof Allowed allowed) {
      return new BulkTarget.Allowed(allowed.target());
    }
    if (decision instanceof NotFound) {
      return new BulkTarget.Unknown();
    }
    trail.denied(Optional.of(ENROL_IN_BULK.name()), by);
    return new BulkTarget.Denied();
  }

  /** A client that goes away stops the run, because a line that cannot be written is the last. */
  private void write(BulkRun run, OutputStream to, String requestId) {
    LineAnswer answer = new LineAnswer(errors, requestId);
    try (run) {
      for (var result = run.next(); result.isPresent(); result = run.next()) {
        writeLine(answer.to(result.get()), to);
      }
      writeLine(summary(run.summary()), to);
    } catch (IOException e) {
      LOG.trace("the client of request " + requestId + " went away", e);
    }
  }

  private static void writeLine(JsonObject line, OutputStream to) throws IOException {
    to.write((line + "\n").getBytes(UTF_8));
    to.flush();
  }

  static JsonObject summary(BulkSummary summary) {
    return JsonParts.object()
        .add(
            "summary",
            JsonParts.object()
                .add("done", summary.done())
                .add("alreadyDone", summary.alreadyDone())
                .add("failed", summary.failed())
                .add("left", summary.left()))
        .build();
  }

  /** The answer to one line. It erases what it shows. */
  record LineAnswer(ErrorMapper errors, String requestId)
      implements LineOutcome.Cases<JsonObjectBuilder> {

    JsonObject to(BulkRun.Result result) {
      JsonObjectBuilder json =
          JsonParts.object()
              .add("id", result.line().id().<JsonValue>map(JsonParts::text).orElse(JsonValue.NULL))
              .add("line", result.line().number());
      return json.addAll(result.outcome().match(this)).build();
    }

    @Override
    public JsonObjectBuilder done(LineOutcome.Done done) {
      try (done) {
        JsonObjectBuilder json =
            JsonParts.object().add("status", "done").add("userId", done.subscriber().value());
        done.badge().ifPresent(it -> json.add(name(it), MethodJson.withImage(it)));
        done.pin().ifPresent(it -> json.add("pin", MethodJson.withCode(it)));
        return json;
      }
    }

    private static String name(IssuedQrCode badge) {
      return badge.details().kind() == QrCodeKind.STANDARD ? "standardQRCode" : "temporaryQRCode";
    }

    @Override
    public JsonObjectBuilder alreadyDone(LineOutcome.AlreadyDone done) {
      return JsonParts.object()
          .add("status", "alreadyDone")
          .add("userId", done.subscriber().value());
    }

    @Override
    public JsonObjectBuilder malformed(LineOutcome.Malformed malformed) {
      GraphError error = GraphError.badRequest(malformed.problem());
      return failed(malformed.target().map(error::at).orElse(error));
    }

    @Override
    public JsonObjectBuilder denied(LineOutcome.Denied denied) {
      return failed(GraphError.of(403));
    }

    @Override
    public JsonObjectBuilder unknownUser(LineOutcome.UnknownUser unknown) {
      return failed(GraphError.of(404, "resourceNotFound", "There is no such user.").at("user"));
    }

    @Override
    public JsonObjectBuilder noMethod(LineOutcome.NoMethod none) {
      return failed(
          GraphError.of(404, "resourceNotFound", "The user has no method; enrol the user first."));
    }

    @Override
    public JsonObjectBuilder activeMethod(LineOutcome.ActiveMethod active) {
      return failed(MethodErrors.activeMethod().error());
    }

    @Override
    public JsonObjectBuilder activeTemporaryCode(LineOutcome.ActiveTemporaryCode active) {
      return failed(MethodErrors.activeCode().error());
    }

    @Override
    public JsonObjectBuilder invalidValidity(LineOutcome.InvalidValidity invalid) {
      return failed(MethodErrors.invalidCode(invalid.kind(), invalid.problem()).error());
    }

    @Override
    public JsonObjectBuilder broken(LineOutcome.Broken broken) {
      return failed(errors.inPart(broken.failure(), requestId));
    }

    private static JsonObjectBuilder failed(GraphError error) {
      return JsonParts.object().add("status", "failed").add("error", RequestIds.partOf(error));
    }
  }
}
