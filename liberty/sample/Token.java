import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/**
 * Makes a bearer token and signs it with the key of the first-run server. Only that server accepts
 * it. The program needs only a JDK.
 *
 * <pre>
 * java liberty/sample/Token.java --app --roles UserAuthMethod-QR.ReadWrite.All
 * java liberty/sample/Token.java --user worker01@contoso.example \
 *     --scp UserAuthMethod-QR.ReadWrite.All --wids c4e39bd9-1100-46d3-8c65-fb160da0071f
 * </pre>
 */
public class Token {

  private static final String USAGE =
      """
      usage: java liberty/sample/Token.java --user NAME|ID --scp "SCOPE ..." [--wids ROLE-ID ...]
             java liberty/sample/Token.java --app --roles PERMISSION ...
      options:
        --client ID     the client that holds the token (default: sample-client)
        --minutes N     how long it is valid (default: 60; below 0 makes an expired token)
        --key FILE      the key to sign with (default: target/liberty/first-run/token-key.pem)
      """;

  private String user;
  private String scopes;
  private boolean application;
  private List<String> roles = List.of();
  private List<String> roleIds = List.of();
  private String client = "sample-client";
  private long minutes = 60;
  private Path key = Path.of("target/liberty/first-run/token-key.pem");

  public static void main(String[] args) {
    try {
      System.out.println(new Token(args).signed());
    } catch (IllegalArgumentException | IOException | GeneralSecurityException e) {
      System.err.println(e.getMessage() == null ? e : e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private Token(String[] args) {
    Deque<String> words = new ArrayDeque<>(Arrays.asList(args));
    while (!words.isEmpty()) {
      String option = words.pop();
      switch (option) {
        case "--app" -> application = true;
        case "--user" -> user = value(option, words);
        case "--scp" -> scopes = value(option, words);
        case "--roles" -> roles = values(words);
        case "--wids" -> roleIds = values(words);
        case "--client" -> client = value(option, words);
        case "--minutes" -> minutes = Long.parseLong(value(option, words));
        case "--key" -> key = Path.of(value(option, words));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (application == (user != null)) {
      throw new IllegalArgumentException("say either --user or --app");
    }
  }

  private static String value(String option, Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.pop();
  }

  private static List<String> values(Deque<String> words) {
    List<String> values = new ArrayList<>();
    while (!words.isEmpty() && !words.peek().startsWith("--")) {
      values.add(words.pop());
    }
    return values;
  }

  private String signed() throws IOException, GeneralSecurityException {
    String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(privateKey());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private String claims() throws IOException {
    long now = Instant.now().getEpochSecond();
    List<String> claims = new ArrayList<>();
    claims.add("\"iss\":\"https://first-run.qrpin.example\"");
    claims.add("\"aud\":\"https://qrpin.example\"");
    claims.add("\"iat\":" + Math.min(now, now + 60 * minutes - 60));
    claims.add("\"exp\":" + (now + 60 * minutes));
    claims.add("\"jti\":" + quoted(UUID.randomUUID().toString()));
    claims.add("\"azp\":" + quoted(client));
    if (application) {
      claims.add("\"sub\":" + quoted(client));
      claims.add("\"idtyp\":\"app\"");
      claims.add("\"roles\":" + list(roles));
    } else {
      String id = idOf(user);
      claims.add("\"sub\":" + quoted(id));
      claims.add("\"oid\":" + quoted(id));
      claims.add("\"scp\":" + quoted(scopes == null ? "" : scopes));
      claims.add("\"wids\":" + list(roleIds));
    }
    return "{" + String.join(",", claims) + "}";
  }

  /** Each line of the sample directory has a worker's id and then the name. */
  private static String idOf(String nameOrId) throws IOException {
    URI here =
        URI.create(Token.class.getProtectionDomain().getCodeSource().getLocation().toString());
    Path directory = Path.of(here).resolveSibling("directory/R__sample_directory.sql");
    if (Files.exists(directory)) {
      for (String line : Files.readAllLines(directory)) {
        String[] texts = line.split("'");
        if (texts.length > 3 && texts[3].equalsIgnoreCase(nameOrId)) {
          return texts[1];
        }
      }
    }
    return nameOrId;
  }

  private PrivateKey privateKey() throws IOException, GeneralSecurityException {
    if (!Files.isReadable(key)) {
      throw new IllegalArgumentException(
          "no key at " + key.toAbsolutePath() + ": start the first-run server first, or say --key");
    }
    String pem = Files.readString(key).replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }

  private static String list(List<String> texts) {
    return "[" + String.join(",", texts.stream().map(Token::quoted).toList()) + "]";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
