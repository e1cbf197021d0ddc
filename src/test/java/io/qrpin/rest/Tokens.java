package io.qrpin.rest;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Tokens as the tests of this package need them: verified, and with just these claims. */
final class Tokens {

  private Tokens() {}

  /** A token that has these claims, in the types they are given in. */
  static JsonWebToken token(Map<String, Object> claims) {
    return new Verified(Map.copyOf(claims));
  }

  /** The same with a text, as a container gives it. */
  static JsonWebToken token(String rawToken, Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("raw_token", rawToken);
    return new Verified(all);
  }

  static Caller caller(Map<String, Object> claims, AccessSettings settings) {
    return Caller.of(Claims.of(token(claims)), settings);
  }

  static Caller caller(Map<String, Object> claims) {
    return caller(claims, AccessSettings.DEFAULTS);
  }

  /** A person's token: these scopes, these role template ids. */
  static Caller delegated(String user, String scopes, List<String> wids) {
    return caller(Map.of("scp", scopes, "oid", user, "azp", "an-app", "wids", wids));
  }

  /** An application's own token. */
  static Caller application(String clientId, String... permissions) {
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
