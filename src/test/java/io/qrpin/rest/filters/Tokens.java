package io.qrpin.rest.filters;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Verified tokens with just the given claims. */
final class Tokens {

  private Tokens() {}

  /** A token with these claims, in the types they are given in. */
  static JsonWebToken token(Map<String, Object> claims) {
    return new Verified(Map.copyOf(claims));
  }

  /** The same with a text, as a container gives it. */
  static JsonWebToken token(String rawToken, Map<String, Object> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("raw_token", rawToken);
    return new Verified(all);
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
