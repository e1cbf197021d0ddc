package io.qrpin.rest;

import static io.qrpin.access.Operation.LIST_EXPIRING;
import static io.qrpin.access.Operation.READ_POLICY;
import static io.qrpin.access.Operation.SIGN_IN;

import io.qrpin.attempts.Lock;
import io.qrpin.badge.BadgeText;
import io.qrpin.credential.ExpiringCredentials;
import io.qrpin.credential.ExpiringCredentials.ExpiringCredential;
import io.qrpin.credential.ExpiringCredentials.Position;
import io.qrpin.credential.KeyCensus;
import io.qrpin.credential.KeyUse;
import io.qrpin.pin.Pin;
import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.PermissionFilter.Allows;
import io.qrpin.rest.filters.QueryOptions.Serves;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.JsonParts;
import io.qrpin.rest.wire.Query;
import io.qrpin.rest.wire.WireType;
import io.qrpin.signin.Refused;
import io.qrpin.signin.SignIn;
import io.qrpin.signin.SignInOutcome;
import io.qrpin.signin.SignInOutcome.SignedIn;
import io.qrpin.signin.Throttled;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The operations that Graph does not have: sign-in with badge and PIN, for relying parties on other
 * servers, the list of what expires soon, and which wrap keys are in use.
 */
@Path("qrcodepin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class QrCodePinResource {

  private static final int MAX_DAYS = 395;
  private static final int MAX_ENTRIES = 500;

  private static final WireType ATTEMPT = WireType.unnamed("qrCode", "pin");
  private static final WireType CHANGE = WireType.unnamed("qrCode", "currentPin", "newPin");

  @Context private HttpServletRequest request;

  @Inject private SignIn ceremony;
  @Inject private ExpiringCredentials expiring;
  @Inject private KeyCensus census;
  @Inject private Call call;

  @POST
  @Path("signin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject signIn(GraphBody body) {
    String scanned = scannedIn(body.as(ATTEMPT));
    Optional<Pin> pin = Pin.typed(body.requiredText("pin"));
    Optional<BadgeText> badge = BadgeText.parse(scanned);
    try {
      return ceremony.attempt(badge, pin, call.actor()).match(new Answer());
    } finally {
      badge.ifPresent(it -> it.token().erase());
      pin.ifPresent(Pin::erase);
    }
  }

  /** Changes the PIN after proof of badge and current PIN. It does not sign anybody in. */
  @POST
  @Path("changepin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void changePin(GraphBody body) {
    String scanned = scannedIn(body.as(CHANGE));
    String typedCurrent = body.requiredText("currentPin");
    String typedReplacement = body.requiredText("newPin");
    Optional<BadgeText> badge = BadgeText.parse(scanned);
    Optional<Pin> current = Pin.typed(typedCurrent);
    Optional<Pin> replacement = Pin.typed(typedReplacement);
    try {
      ceremony
          .changePin(badge, current, replacement, call.actor())
          .match(new PinChangeAnswer(invalidCredentials(), QrCodePinResource::tooManyAttempts));
    } finally {
      badge.ifPresent(it -> it.token().erase());
      current.ifPresent(Pin::erase);
      replacement.ifPresent(Pin::erase);
    }
  }

  private static String scannedIn(GraphBody body) {
    String scanned = body.requiredText("qrCode");
    if (scanned.length() > BadgeText.MAX_SCANNED_CHARACTERS) {
      throw new Refusal(
          GraphError.badRequest(
              "qrCode",
              "The member qrCode must have at most %d characters."
                  .formatted(BadgeText.MAX_SCANNED_CHARACTERS)));
    }
    return scanned;
  }

  private static final class Answer implements SignInOutcome.Cases<JsonObject> {

    @Override
    public JsonObject signedIn(SignedIn signedIn) {
      return json(signedIn);
    }

    @Override
    public JsonObject pinChangeRequired(SignInOutcome.PinChangeRequired required) {
      return pinChangeRequiredJson();
    }

    @Override
    public JsonObject refused(Refused refused) {
      throw invalidCredentials();
    }

    @Override
    public JsonObject throttled(Throttled throttled) {
      throw tooManyAttempts(throttled.lock());
    }
  }

  /** The owner is named by id and sign-in name only. */
  static JsonObject json(SignedIn outcome) {
    JsonObjectBuilder json =
        JsonParts.object()
            .add("outcome", "signedIn")
            .add(
                "user",
                JsonParts.object()
                    .add("id", outcome.subscriber().id().value())
                    .add("userPrincipalName", outcome.subscriber().userPrincipalName()))
            .add(
                "method",
                JsonParts.object()
                    .add("id", outcome.methodId().toString())
                    .add("qrCode", outcome.code().name().toLowerCase(Locale.ROOT)))
            .add("authenticatedDateTime", outcome.at().toString());
    if (outcome.failedAttempts() > 0) {
      json.add("failedAttempts", outcome.failedAttempts())
          .add("failedAttemptsSince", JsonParts.date(outcome.failedSince()));
    }
    return json.build();
  }

  /** The user is not named before the PIN is changed. */
  static JsonObject pinChangeRequiredJson() {
    return JsonParts.object().add("outcome", "pinChangeRequired").build();
  }

  /** The same answer whatever was wrong, so that a stranger learns nothing from it. */
  static Refusal invalidCredentials() {
    return new Refusal(
        GraphError.of(401, "invalidCredentials", "Badge and PIN do not sign anybody in."),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "QrCodePin"));
  }

  static Refusal tooManyAttempts(Lock lock) {
    return new Refusal(
        GraphError.tooManyAttempts(429, lock.remaining()),
        lock.remaining()
            .map(it -> Map.<String, Object>of(HttpHeaders.RETRY_AFTER, wholeSeconds(it)))
            .orElse(Map.of()));
  }

  /** Rounded up, so that a client that waits as long does not come too early. */
  private static long wholeSeconds(Duration length) {
    return length.plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** Lists the badges and temporary PINs that expire soon. */
  @GET
  @Path("expiring")
  @Allows(LIST_EXPIRING)
  @Serves({"$top", "$skiptoken"})
  public JsonObject list() {
    Query query = Query.of(request.getQueryString());
    int days = query.number("days", 30, 1, MAX_DAYS);
    int most = query.number("$top", 100, 1, MAX_ENTRIES);
    Position after =
        query.first("$skiptoken").map(QrCodePinResource::position).orElseGet(expiring::beginning);
    List<ExpiringCredential> page = expiring.page(Duration.ofDays(days), after, most);
    JsonArrayBuilder value = JsonParts.array();
    page.forEach(credential -> value.add(json(credential)));
    JsonObjectBuilder answer = JsonParts.object().add("value", value);
    if (page.size() == most) {
      ExpiringCredential last = page.get(most - 1);
      String next =
          "qrCodePin/expiring?days=%d&$top=%d&$skiptoken=%s"
              .formatted(days, most, token(last.expiresAt(), last.id()));
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

  /** Lists the wrap keys, and how many hashes depend on each. It shows no key. */
  @GET
  @Path("keys")
  @Allows(READ_POLICY)
  public JsonObject keys() {
    JsonArrayBuilder value = JsonParts.array();
    census.take().forEach(use -> value.add(json(use)));
    return JsonParts.object().add("value", value).build();
  }

  private static JsonObject json(KeyUse use) {
    JsonArrayBuilder costs = JsonParts.array();
    use.costs()
        .forEach(
            cost ->
                costs.add(
                    JsonParts.object()
                        .add("memoryInKibibytes", cost.memoryKib())
                        .add("passes", cost.passes())
                        .add("pinCount", cost.pins())
                        .add("rememberedPinCount", cost.rememberedPins())));
    return JsonParts.object()
        .add("id", use.keyId())
        .add("isActive", use.isActive())
        .add("isInKeyStore", use.isInKeyStore())
        .add("pinCount", use.pins())
        .add("rememberedPinCount", use.rememberedPins())
        .add("argon2Parameters", costs)
        .build();
  }

  /** Reads only what a nextLink says: Java's calendar is longer than PostgreSQL's. */
  static Position position(String token) {
    try {
      int between = token.indexOf('_');
      Position read =
          new Position(
              Instant.parse(token.substring(0, between)),
              UUID.fromString(token.substring(between + 1)));
      int year = read.expiresAt().atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= 9999 && token.equals(token(read.expiresAt(), read.id()))) {
        return read;
      }
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      // falls through to the one message
    }
    throw new Refusal(
        GraphError.badRequest("$skiptoken", "The parameter $skiptoken must come from a nextLink."));
  }

  private static String token(Instant expiresAt, UUID id) {
    return expiresAt + "_" + id;
  }
}
