package io.qrpin.rest;

import static io.qrpin.access.Operation.LIST_EXPIRING;

import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.credential.ExpiringCredentials.ExpiringCredential;
import io.qrpin.credential.ExpiringCredentials.Position;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Badges and temporary PINs that expire soon. This is ours and not Graph's. */
@Path("qrcodepin/expiring")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ExpiringResource {

  private static final int MAX_DAYS = 395;
  private static final int MAX_ENTRIES = 500;

  @Context private HttpServletRequest request;

  @Inject private ExpiringCredentials expiring;
  @Inject private Call call;

  @GET
  @Allows(LIST_EXPIRING)
  public JsonObject list() {
    Query query = Query.of(request.getQueryString());
    int days = query.number("days", 30, 1, MAX_DAYS);
    int most = query.number("$top", 100, 1, MAX_ENTRIES);
    Position after =
        query.first("$skiptoken").map(ExpiringResource::position).orElseGet(expiring::beginning);
    List<ExpiringCredential> page = expiring.page(Duration.ofDays(days), after, most);
    JsonArrayBuilder value = JsonParts.array();
    page.forEach(credential -> value.add(json(credential)));
    JsonObjectBuilder answer = JsonParts.object().add("value", value);
    if (page.size() == most) {
      ExpiringCredential last = page.get(most - 1);
      String next =
          "qrCodePin/expiring?days=%d&$top=%d&$skiptoken=%s_%s"
              .formatted(days, most, last.expiresAt(), last.id());
      answer.add("@odata.nextLink", call.address(next));
    }
    return answer.build();
  }

  private static JsonObject json(ExpiringCredential credential) {
    String kind =
        switch (credential.kind()) {
          case STANDARD_CODE -> "standardQRCode";
          case TEMPORARY_CODE -> "temporaryQRCode";
          case TEMPORARY_PIN -> "pin";
        };
    return JsonParts.object()
        .add("kind", kind)
        .add("id", credential.id().toString())
        .add("userId", credential.subscriber().value())
        .add("expireDateTime", credential.expiresAt().toString())
        .build();
  }

  private static Position position(String token) {
    try {
      int between = token.indexOf('_');
      return new Position(
          Instant.parse(token.substring(0, between)),
          UUID.fromString(token.substring(between + 1)));
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Refusal(
          GraphError.badRequest(
              "$skiptoken", "The parameter $skiptoken must come from a nextLink."));
    }
  }
}
