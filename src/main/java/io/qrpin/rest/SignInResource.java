package io.qrpin.rest;

import static io.qrpin.rest.Operation.SIGN_IN;

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

/**
 * Who stands there with a badge and a PIN: for relying parties that are not in this server. It is
 * ours and not Graph's.
 */
@Path("qrcodepin")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SignInResource {

  private static final String QR_CODE = "qrCode";

  @Inject private SignIn ceremony;
  @Inject private Call call;

  /** Tries to sign in. */
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

  /** Changes the PIN, proving badge and current PIN. Nobody is signed in by it. */
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

  /** Lends the badge, and erases it. */
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
              "The member %s has at most %d characters."
                  .formatted(QR_CODE, BadgeText.MAX_SCANNED_CHARACTERS)));
    }
    return scanned;
  }

  /** One answer for whatever is wrong. */
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

  /** Rounded up: who comes then does not come too early. */
  private static long wholeSeconds(Duration length) {
    return length.plusSeconds(1).minusNanos(1).toSeconds();
  }
}
