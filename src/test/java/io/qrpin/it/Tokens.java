package io.qrpin.it;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An issuer of tokens for tests. Tokens are valid until a test changes them. */
public final class Tokens {

  public static final String ISSUER = "https://issuer.example";
  public static final String AUDIENCE = "https://qrpin.example";
  static final String GLOBAL_READER = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
  static final String AUTHENTICATION_ADMINISTRATOR = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
  static final String PRIVILEGED_ADMINISTRATOR = "7be44c8a-adaf-4e2a-84d6-ab2649e08a13";

  private final KeyPair keys;

  public Tokens() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public void writePublicKey(Path file) throws IOException {
    String base64 = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
    Files.writeString(
        file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
  }

  /** An application's token. */
  public Token application(String... permissions) {
    return new Token()
        .with("sub", "client-1")
        .with("azp", "client-1")
        .with("idtyp", "app")
        .with("roles", List.of(permissions));
  }

  /** An application that may write the credentials of all users. */
  Token administrator() {
    return application("UserAuthMethod-QR.ReadWrite.All");
  }

  /** A person's token. */
  Token user(String id, String scopes, String... roleIds) {
    return new Token()
        .with("sub", id)
        .with("oid", id)
        .with("azp", "client-2")
        .with("scp", scopes)
        .with("wids", List.of(roleIds));
  }

  /** Claims of a token. A test changes them and then signs. */
  public final class Token {
    private final Map<String, Object> claims = new LinkedHashMap<>();

    private Token() {
      long now = Instant.now().getEpochSecond();
      claims.put("iss", ISSUER);
      claims.put("aud", AUDIENCE);
      claims.put("iat", now);
      claims.put("exp", now + 3600);
      claims.put("jti", UUID.randomUUID().toString());
    }

    public Token with(String claim, Object value) {
      claims.put(claim, value);
      return this;
    }

    Token without(String... names) {
      Arrays.asList(names).forEach(claims::remove);
      return this;
    }

    public String signed() {
      return signedWith(keys);
    }

    String signedByAnother() {
      return signedWith(new Tokens().keys);
    }

    String unsigned() {
      return content("{\"alg\":\"none\"}") + ".";
    }

    private String signedWith(KeyPair pair) {
      try {
        String content = content("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + base64(signature.sign());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private String content(String header) {
      JsonObjectBuilder json = Json.createObjectBuilder();
      claims.forEach(
          (name, value) -> {
            if (value instanceof List<?> list) {
              json.add(name, Json.createArrayBuilder(list));
            } else if (value instanceof Long number) {
              json.add(name, number);
            } else {
              json.add(name, value.toString());
            }
          });
      return base64(header.getBytes(StandardCharsets.UTF_8))
          + "."
          + base64(json.build().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }
}
