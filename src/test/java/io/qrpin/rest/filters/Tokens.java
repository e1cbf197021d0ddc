package io.qrpin.rest.filters;

import io.qrpin.access.Caller;
import io.qrpin.access.Claims;
import io.qrpin.access.AccessSettings;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Verified tokens with just the given claims. */
public final class Tokens {

  private Tokens() {}

  /** A token with these claims, in the types they are given in. */
  public static JsonWebToken token(Map<String, Object> claims) {
    return new Verified(Map.copyOf(claims));
  }

  /** The same with a text, as a container gives it. */
  public static JsonWebToken token(String rawToken, Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("raw_token", rawToken);
    return new Verified(all);
  }

  /** What a token says, as the HTTP door reads it. */
  public static Claims claims(JsonWebToken token) {
    return TokenClaims.of(token);
  }

  public static Caller caller(Map<String, Object> claims, AccessSettings settings) {
    return Caller.of(TokenClaims.of(token(claims)), settings);
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

  private record Verified(Map<String, Object> claims) implements JsonWebToken {

    @Override
    public String getName() {
      return "somebody";
    }

    @Override
    public Set<String> getClaimNames() {
      return claims.keySet().stream().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getClaim(String claimName) {
      return (T) claims.get(claimName);
    }
  }
}
