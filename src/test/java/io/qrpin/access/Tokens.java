package io.qrpin.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Callers whose verified tokens have just the given claims. */
public final class Tokens {

  private Tokens() {}

  /** A claim may be a text or a list of texts; anything else is a claim without a text. */
  public static Caller caller(Map<String, Object> claims, AccessSettings settings) {
    return Caller.of(
        new Claims(
            claims.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, claim -> texts(claim.getValue())))),
        settings);
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

  private static Set<String> texts(Object claim) {
    if (claim instanceof Collection<?> several) {
      return several.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
    }
    return claim instanceof String text ? Set.of(text) : Set.of();
  }
}
