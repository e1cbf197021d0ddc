package io.qrpin.rest.filters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.qrpin.access.Claims;
import io.qrpin.rest.wire.JsonParts;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads {@link Claims} from a token that the container has verified. */
final class TokenClaims {

  /** Header, payload, signature (RFC 7519 §3, RFC 7515 §7.1). */
  private static final int SIGNED_PARTS = 3;

  private TokenClaims() {}

  /**
   * Reads the claims from the token's text, because Liberty's {@code getClaim} throws and catches
   * an exception with a deep stack for each claim that MicroProfile does not name. An encrypted
   * token has no readable text, so {@code getClaim} is used for it.
   */
  static Claims of(JsonWebToken token) {
    return payload(token.getRawToken())
        .map(json -> of(json.keySet(), json::get))
        .orElseGet(() -> of(token.getClaimNames(), token::getClaim));
  }

  private static Claims of(Set<String> names, Function<String, Object> value) {
    return new Claims(
        names.stream().collect(Collectors.toMap(name -> name, name -> texts(value.apply(name)))));
  }

  private static Optional<JsonObject> payload(String rawToken) {
    String[] parts = rawToken == null ? new String[0] : rawToken.split("\\.", -1);
    return parts.length == SIGNED_PARTS
        ? Optional.of(JsonParts.read(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)))
        : Optional.empty();
  }

  private static Set<String> texts(Object claim) {
    Set<String> texts = new LinkedHashSet<>();
    if (claim instanceof JsonString text) {
      texts.add(text.getString());
    } else if (claim instanceof CharSequence text) {
      texts.add(text.toString());
    } else if (claim instanceof JsonArray array) {
      array.forEach(value -> texts.addAll(texts(value)));
    } else if (claim instanceof Collection<?> list) {
      list.forEach(value -> texts.addAll(texts(value)));
    }
    return texts;
  }
}
