package io.qrpin.it;

import static io.qrpin.it.GraphErrors.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are missing, not valid, or in the wrong place. */
class BadTokenIT extends BadInput {

  BadTokenIT(Shop shop) {
    super(shop);
  }

  static Stream<Arguments> invalidTokens() {
    return Stream.of(
        invalid("empty", tokens -> ""),
        invalid("no token at all", tokens -> "x"),
        invalid("three empty parts", tokens -> ".."),
        invalid("blanks in it", tokens -> tokens.administrator().signed() + " x"),
        invalid(
            "expired",
            tokens ->
                tokens
                    .administrator()
                    .with("iat", Instant.now().getEpochSecond() - 7200)
                    .with("exp", Instant.now().getEpochSecond() - 3600)
                    .signed()),
        invalid(
            "expired longer ago than clocks differ",
            tokens ->
                tokens
                    .administrator()
                    .with("iat", Instant.now().getEpochSecond() - 7200)
                    .with("exp", Instant.now().getEpochSecond() - 40)
                    .signed()),
        invalid("without an end", tokens -> tokens.administrator().without("exp").signed()),
        invalid(
            "of a wrong issuer",
            tokens -> tokens.administrator().with("iss", "https://other.example").signed()),
        invalid(
            "of the issuer with a slash",
            tokens -> tokens.administrator().with("iss", Tokens.ISSUER + "/").signed()),
        invalid("without an issuer", tokens -> tokens.administrator().without("iss").signed()),
        invalid(
            "for a wrong audience",
            tokens -> tokens.administrator().with("aud", "https://other.example").signed()),
        invalid("without an audience", tokens -> tokens.administrator().without("aud").signed()),
        invalid("alg: none", tokens -> tokens.administrator().unsigned()),
        invalid(
            "alg: none with a signature",
            tokens -> tokens.administrator().unsigned() + signatureOf(tokens)),
        invalid("signed by another key", tokens -> tokens.administrator().signedByAnother()),
        invalid("signed with the public key", BadTokenIT::signedWithPublicKey),
        invalid("without its signature", tokens -> withoutSignature(tokens) + "."),
        invalid("without its last part", BadTokenIT::withoutSignature),
        invalid(
            "with the signature of another token",
            tokens -> withoutSignature(tokens) + "." + signatureOf(tokens)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("invalidTokens")
  void aTokenThatIsNotValidIsUnauthenticated(String kind, Function<Tokens, String> maker) {
    Worker worker = hireWithPin();
    String bad = maker.apply(shop.tokens);

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).get(),
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).delete(),
            () -> shop.api.to(Api.pinOf(worker.id())).bearing(bad).patch("{}"))) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  @Test
  void aTokenThatExpiredJustNowIsAcceptedBecauseClocksDiffer() {
    Worker worker = hireWithPin();
    String expired =
        shop.tokens
            .administrator()
            .with("iat", Instant.now().getEpochSecond() - 7200)
            .with("exp", Instant.now().getEpochSecond() - 5)
            .signed();

    assertThat(shop.api.to(Api.pinOf(worker.id())).bearing(expired).get().status()).isEqualTo(200);
  }

  @Test
  void noTokenThatIsNotValidIsLoggedAndTheLogIsNotFilled() {
    Worker worker = hireWithPin();
    String bad = shop.tokens.administrator().signedByAnother();
    long linesBefore = linesAboutTokens();

    for (int i = 0; i < 50; i++) {
      shop.api.to(Api.pinOf(worker.id())).bearing(bad).get();
    }

    assertThat(shop.server.console() + shop.server.messages())
        .contains("with a token that is not valid")
        .doesNotContain(bad)
        .doesNotContain(bad.substring(0, bad.lastIndexOf('.')));
    assertThat(linesAboutTokens() - linesBefore).isLessThanOrEqualTo(2);
  }

  private long linesAboutTokens() {
    return shop.server.messages().stream().filter(line -> line.contains("token")).count();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Negotiate", "x", ""})
  void anAuthorizationThatBearsNoTokenIsUnauthenticated(String authorization) {
    Worker worker = hireWithPin();

    Api.Answer answer =
        refused(
            worker,
            () ->
                shop.api.to(Api.pinOf(worker.id())).with("Authorization", authorization).delete());

    assertError(answer, 401, "unauthenticated");
  }

  @Test
  void aTokenOutsideOfTheHeaderDoesNotCount() {
    Worker worker = hireWithPin();
    String address = Api.pinOf(worker.id());

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () -> shop.api.to(address + "?access_token=" + token).delete(),
            () -> shop.api.to(address).with("Cookie", "Bearer=" + token).delete(),
            () -> shop.api.to(address).with("X-Authorization", "Bearer " + token).delete(),
            () -> shop.api.to(address).with("Cookie", "access_token=" + token).delete())) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @ValueSource(
      strings = {
        "",
        "/",
        "/beta",
        "/users",
        "/users/{user}",
        "/users/{user}/authentication/qrCodePinMethod/pin",
        "/users/nobody/authentication/qrCodePinMethod/pin",
        "/me/authentication/qrCodePinMethod/pin",
        "/users/{user}/authentication/qrCodePinMethod/pin/updatePin",
        "/me/authentication/qrCodePinMethod/pin/updatePin",
        "/qrCodePin/signIn",
        "/v1.0/qrCodePin/changePin",
        "/no/such/path",
        "/beta/beta/users",
        "/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/qrpin-error",
        "/index.html",
        "/$batch",
        "/users//authentication/qrCodePinMethod/pin",
        "/users/%7D/x"
      })
  void withoutATokenEveryPathIsUnauthenticatedWhateverTheMethod(String path) {
    Worker worker = hireWithPin();
    String address = path.replace("{user}", worker.id());

    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
      Api.Answer answer =
          refused(
              worker, () -> shop.api.to(address).send(method, BodyPublishers.ofString("[junk")));

      assertThat(answer.status()).as(method).isEqualTo(401);
      assertError(answer, 401, "unauthenticated");
    }
    Api.Answer head = shop.api.to(address).send("HEAD", BodyPublishers.noBody());
    assertThat(head.status()).isEqualTo(401);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void withoutATokenALargeBodyAWrongMediaTypeAndHtmlAreUnauthenticated() {
    Worker worker = hireWithPin();
    String address = Api.pinOf(worker.id());

    for (Supplier<Api.Answer> request :
        List.<Supplier<Api.Answer>>of(
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "application/json")
                    .send("PATCH", BodyPublishers.ofByteArray(padded(TWO_MEGABYTES))),
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "text/plain")
                    .send("PATCH", BodyPublishers.ofString("{}")),
            () ->
                shop.api
                    .to(address)
                    .with("Content-Type", "junk")
                    .send("PATCH", BodyPublishers.ofString("{}")),
            () -> shop.api.to(address).with("Accept", "text/html").patch("{}"))) {
      assertError(refused(worker, request), 401, "unauthenticated");
    }
  }

  private static Arguments invalid(String kind, Function<Tokens, String> maker) {
    return arguments(kind, maker);
  }

  private static String withoutSignature(Tokens tokens) {
    String signed = tokens.administrator().signed();
    return signed.substring(0, signed.lastIndexOf('.'));
  }

  private static String signatureOf(Tokens tokens) {
    String signed = tokens.administrator().signed();
    return signed.substring(signed.lastIndexOf('.') + 1);
  }

  /** RFC 8725 §2.1: the public key, known to everybody, taken for a shared secret. */
  private static String signedWithPublicKey(Tokens tokens) {
    try {
      Path file = Path.of("target/it/public-as-secret.pem");
      Files.createDirectories(file.getParent());
      tokens.writePublicKey(file);
      String payload = tokens.administrator().signed().split("\\.")[1];
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String content =
          base64.encodeToString(bytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")) + "." + payload;
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Files.readAllBytes(file), "HmacSHA256"));
      return content + "." + base64.encodeToString(mac.doFinal(bytes(content)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
