package io.qrpin.access;

import java.util.List;
import java.util.Map;

/** Callers whose verified tokens have just the given claims. */
public final class Tokens {

  private Tokens() {}

  /** A claim may be a text or a list of texts; anything else is a claim without a text. */
  public static Caller caller(Map<String, Object> claims, AccessSettings settings) {
    return Caller.of(Claims.of(claims), settings);
  }

  public static Caller caller(Map<String, Object> claims) {
    return caller(claims, AccessSettings.DEFAULTS);
  }

  /** A person's token with these scopes and role template ids. */
  public static Caller delegated(String user, String scopes, List<String> wids) {
    return caller(Map.of("scp", scopes, "oid", user, "azp", "an-app", "wids", wids));
  }

  /** An application's own token. */
  public static Caller application(String clientId, String... permissions) {
    return caller(
        Map.of("idtyp", "app", "azp", clientId, "sub", clientId, "roles", List.of(permissions)));
  }
}
