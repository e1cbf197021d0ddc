package io.qrpin.rest;

import static io.qrpin.access.Operation.SIGN_IN;

import io.qrpin.rest.errors.GraphError;
import io.qrpin.rest.errors.Refusal;
import io.qrpin.rest.wire.GraphBody;
import io.qrpin.rest.wire.SignInJson;
import io.qrpin.rest.filters.Call;
import io.qrpin.rest.filters.Allows;
import io.qrpin.badge.BadgeText;
import io.qrpin.pin.Pin;
import io.qrpin.signin.SignIn;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sign-in with badge and PIN, for relying parties on other servers. It is ours and not Graph's. */
@Path("qrcodepin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SignInResource {

  private static final String QR_CODE = "qrCode";

  @Inject private SignIn ceremony;
  @Inject private Call call;

  /** Attempts a sign-in. */
  @POST
  @Path("signin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject signIn(GraphBody body) {
    String scanned = scannedIn(body);
    Optional<Pin> pin = Pin.of(body.requiredText("pin"));
    try {
      return withBadge(
          scanned,
          badge ->
              ceremony
                  .attempt(badge, pin, call.actor())
                  .fold(
                      SignInJson::signedIn,
                      SignInJson::pinChangeRequired,
                      () -> {
                        throw refused();
                      },
                      remaining -> {
                        throw throttled(remaining);
                      }));
    } finally {
      pin.ifPresent(Pin::erase);
    }
  }

  /** Changes the PIN after proof of badge and current PIN. It does not sign anybody in. */
  @POST
  @Path("changepin")
  @Allows(SIGN_IN)
  @Consumes(MediaType.APPLICATION_JSON)
  public void changePin(GraphBody body) {
    String scanned = scannedIn(body);
    String current = body.requiredText("currentPin");
    String replacement = body.requiredText("newPin");
    NewPin.change(
        current,
        replacement,
        (proven, chosen) ->
            withBadge(scanned, badge -> ceremony.changePin(badge, proven, chosen, call.actor())),
        SignInResource::refused,
        SignInResource::throttled);
  }

  private interface Use<R> {
    R of(Optional<BadgeText> badge);
  }

  /** Reads the badge, uses it, and erases its secret. */
  private static <R> R withBadge(String scanned, Use<R> use) {
    Optional<BadgeText> badge = BadgeText.parse(scanned);
    try {
      return use.of(badge);
    } finally {
      badge.ifPresent(it -> it.token().erase());
    }
  }

  private static String scannedIn(GraphBody body) {
    String scanned = body.requiredText(QR_CODE);
    if (scanned.length() > BadgeText.MAX_SCANNED_CHARACTERS) {
      throw new Refusal(
          GraphError.badRequest(
              QR_CODE,
              "The member %s must have at most %d characters."
                  .formatted(QR_CODE, BadgeText.MAX_SCANNED_CHARACTERS)));
    }
    return scanned;
  }

  /** The same answer whatever was wrong, so that a stranger learns nothing from it. */
  static Refusal refused() {
    return new Refusal(
        GraphError.of(401, "invalidCredentials", "Badge and PIN do not sign anybody in."),
        Map.of(HttpHeaders.WWW_AUTHENTICATE, "QrCodePin"));
  }

  static Refusal throttled(Optional<Duration> remaining) {
    return new Refusal(
        GraphError.tooManyAttempts(429, remaining),
        remaining
            .<Map<String, Object>>map(
                length -> Map.of(HttpHeaders.RETRY_AFTER, wholeSeconds(length)))
            .orElse(Map.of()));
  }

  /** Rounded up, so that a client that waits as long does not come too early. */
  private static long wholeSeconds(Duration length) {
    return length.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
