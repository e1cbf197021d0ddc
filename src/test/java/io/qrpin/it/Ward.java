package io.qrpin.it;

import io.qrpin.badge.BadgeFixtures;
import io.qrpin.badge.BadgeText;
import io.qrpin.badge.QrToken;
import io.qrpin.it.Api.Answer;
import io.qrpin.it.inside.CountingHashing;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two servers on one database, with hashers that count. The method is enabled for all users. Waits
 * and leases are short, so that a test can wait for their end. The second server allows
 * self-enrolment.
 */
final class Ward implements AutoCloseable {

  /** PINs that the policy accepts. */
  static final List<String> PINS =
      List.of(
          "35387687",
          "09599786",
          "56745755",
          "48205913",
          "90317264",
          "61840937",
          "27590416",
          "83061957",
          "40286173",
          "95720384");

  static final String SIGN_IN = "/beta/qrCodePin/signIn";
  static final String CHANGE_PIN = "/beta/qrCodePin/changePin";

  private final Closeable postgres;
  final Database database;
  final Tokens tokens = new Tokens();
  final Node first;
  final Node second;
  final Verifier verifier;
  private final String administrator = tokens.administrator().signed();
  private final String relyingParty = tokens.application("QrCodePin.SignIn").signed();

  Ward(String name) {
    this(name, Database.startPostgres(), plan -> plan);
  }

  /**
   * A ward with other settings.
   *
   * @param differing changes the plans of both servers
   */
  Ward(String name, EmbeddedPostgres postgres, UnaryOperator<LibertyServer.Plan> differing) {
    this(name, Database.createIn(postgres), postgres, differing);
  }

  /**
   * A ward whose database is elsewhere.
   *
   * @param postgres is closed with the ward
   */
  Ward(
      String name,
      Database database,
      Closeable postgres,
      UnaryOperator<LibertyServer.Plan> differing) {
    this.postgres = postgres;
    this.database = database;
    LibertyServer.Plan plan = differing.apply(plan(name + "-1")).wrappingWithNewKey();
    this.verifier = new Verifier(database, plan);
    this.first = new Node(plan);
    this.second =
        new Node(
            sameKey(differing.apply(plan(name + "-2")), plan).with("qrpin.self-enrolment", "true"));
    enable();
  }

  private LibertyServer.Plan plan(String name) {
    Path count = Path.of("target/it/" + name + "-hashes").toAbsolutePath();
    try {
      Files.createDirectories(count.getParent());
      Files.write(count, new byte[0]);
      Files.deleteIfExists(Path.of(count + ".closed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LibertyServer.named(name)
        .using(database)
        .believing(tokens)
        .deploying(countingWar(name))
        .with("test.hash.count", count.toString())
        .with("qrpin.throttling.waits", "PT2S,PT3S")
        .with("qrpin.throttling.longest-wait", "PT5S")
        .with("qrpin.throttling.limit", "8")
        .with("qrpin.throttling.lease", "PT3S");
  }

  private static LibertyServer.Plan sameKey(LibertyServer.Plan plan, LibertyServer.Plan other) {
    for (String name : List.of("file", "password", "active")) {
      plan.with("qrpin.wrap-keys." + name, other.value("qrpin.wrap-keys." + name));
    }
    return plan;
  }

  /** The production WAR with the counting hasher in it. */
  static Path countingWar(String name) {
    return countingWar(name, Path.of("target/qrpin.war"));
  }

  /** Another WAR with the counting hasher in it. */
  static Path countingWar(String name, Path original) {
    Path war = Path.of("target/it/" + name + ".war").toAbsolutePath();
    WebArchive archive =
        ShrinkWrap.createFromZipFile(WebArchive.class, original.toFile())
            .addClass(CountingHashing.class);
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    return war;
  }

  /** One server, and the number of its hashes. */
  final class Node {
    final LibertyServer.Plan plan;
    final LibertyServer server;
    final Api api;

    private Node(LibertyServer.Plan plan) {
      this.plan = plan;
      this.server = plan.start();
      this.api = new Api(server.root());
    }

    /** The same server, reached on another way. */
    private Node(Node same, Api api) {
      this.plan = same.plan;
      this.server = same.server;
      this.api = api;
    }

    long hashes() {
      return new File(plan.value("test.hash.count")).length();
    }

    /** Does the work while no hash of this server ends. */
    <R> R whileHashesAreHeld(Supplier<R> work) {
      Path gate = Path.of(plan.value("test.hash.count") + ".closed");
      try {
        Files.createFile(gate);
        try {
          return work.get();
        } finally {
          Files.delete(gate);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Answer signIn(Badge badge, String pin) {
      return signIn(badge.text(), pin);
    }

    Answer signIn(String badgeText, String pin) {
      return post(SIGN_IN, json("qrCode", badgeText, "pin", pin));
    }

    Answer changePin(Badge badge, String current, String replacement) {
      return post(
          CHANGE_PIN, json("qrCode", badge.text(), "currentPin", current, "newPin", replacement));
    }

    /** The owner changes the PIN with a delegated token and without the badge. */
    Answer updatePin(Worker owner, String current, String replacement) {
      return api.to("/me/authentication/qrCodePinMethod/pin/updatePin")
          .bearing(tokens.user(owner.id(), "Directory.AccessAsUser.All").signed())
          .post(json("currentPin", current, "newPin", replacement));
    }

    Answer post(String path, String json) {
      return api.to(path).bearing(relyingParty).post(json);
    }

    Api.Call asAdministrator(String path) {
      return api.to(path).bearing(administrator);
    }

    /** Gives a badge and a PIN to a worker who has none. */
    Badge enrol(Worker worker) {
      Answer enrolled = asAdministrator(Api.methodOf(worker.id())).put("{\"standardQRCode\":{}}");
      if (enrolled.status() != 201) {
        throw new IllegalStateException(enrolled.toString());
      }
      JsonObject method = enrolled.json();
      return new Badge(
          worker,
          method.getJsonObject("standardQRCode").getString("id"),
          text(method.getJsonObject("standardQRCode")),
          method.getJsonObject("pin").getString("code"));
    }

    /** Enrols a worker, who then changes the PIN. */
    Badge settle(Worker worker) {
      Badge badge = enrol(worker);
      String own = otherThan(badge.pin());
      Answer changed = changePin(badge, badge.pin(), own);
      if (changed.status() != 204) {
        throw new IllegalStateException(changed.toString());
      }
      return badge.with(own);
    }

    String reset(Worker worker) {
      return asAdministrator(Api.pinOf(worker.id())).patch("{}").json().getString("code");
    }
  }

  String wrapKeyPassword() {
    return first.plan.value("qrpin.wrap-keys.password");
  }

  /** Both servers as one, behind a balancer. */
  Node behind(Api balancer) {
    return new Node(first, balancer);
  }

  /** The two servers in turn. */
  Node node(int number) {
    return number % 2 == 0 ? first : second;
  }

  long hashes() {
    return first.hashes() + second.hashes();
  }

  /** A worker with a badge, who has changed the PIN. */
  Badge somebody() {
    return first.settle(hire());
  }

  Worker hire(String... groups) {
    return Worker.hiredIn(database, UUID.randomUUID().toString(), groups);
  }

  void configure(String json) {
    String token = tokens.application("Policy.ReadWrite.AuthenticationMethod").signed();
    Answer answer =
        first
            .api
            .to(
                "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/QRCodePin")
            .bearing(token)
            .patch(json);
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.toString());
    }
  }

  void enable() {
    configure(
        "{\"state\":\"enabled\",\"excludeTargets\":[],"
            + "\"includeTargets\":[{\"targetType\":\"group\",\"id\":\"all_users\"}]}");
  }

  /** The audit rows of a worker that are written at once, oldest first. */
  List<String> events(Worker worker) {
    return database.column(
        "select event from credential_event where subscriber_id = ? and "
            + Database.AT_ONCE
            + " order by occurred_at, id",
        worker.id());
  }

  /** A column of a worker's row in the ledger. */
  String ledger(String column, Worker worker) {
    return database.value(
        "select " + column + " from attempt_ledger l where subscriber_id = ?", worker.id());
  }

  /** Waits until this number of a worker's attempts are charged and not settled. */
  void awaitOpenCharges(int many, Worker worker) {
    database.await(
        "select open_charges = ? from attempt_ledger where subscriber_id = ?", many, worker.id());
  }

  /** An endless stream of distinct guesses. */
  static Stream<String> guesses(int from) {
    return IntStream.iterate(from, n -> n + 1).mapToObj("7%07d"::formatted);
  }

  static String text(JsonObject code) {
    return new String(
        Base64.getDecoder().decode(code.getJsonObject("image").getString("rawContent")),
        StandardCharsets.UTF_8);
  }

  static String json(String... namesAndValues) {
    var json = Json.createObjectBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      json.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return json.build().toString();
  }

  /** Another PIN that the policy accepts. */
  static String otherThan(String... pins) {
    return PINS.stream().filter(it -> !List.of(pins).contains(it)).findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    first.server.close();
    second.server.close();
    postgres.close();
  }

  /**
   * A worker's badge and its PIN.
   *
   * @param worker the owner
   * @param codeId the id of its code
   * @param text the text that a scanner reads
   * @param pin the right PIN
   */
  record Badge(Worker worker, String codeId, String text, String pin) {
    Badge with(String otherPin) {
      return new Badge(worker, codeId, text, otherPin);
    }

    String wrongPin() {
      return otherThan(pin);
    }

    /** A badge that nobody was given. */
    static String forged() {
      return BadgeFixtures.textOf(BadgeText.of(QrToken.random(new SecureRandom())));
    }

    /** The text of a badge of the first form with this secret, which may claim another code. */
    String firstForm(String claimedCode) {
      return BadgeFixtures.firstForm(
          worker.name(), UUID.fromString(claimedCode), BadgeText.parse(text).orElseThrow().token());
    }

    /** The secret in the spelling of a badge of the first form. */
    String secret() {
      String text = firstForm(codeId);
      return text.substring(text.lastIndexOf('|') + 1);
    }

    @Override
    public String toString() {
      return "Badge[hidden]";
    }
  }

  /** Passes the one ward to every test that has a parameter for it. */
  static final class Keeper implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Ward.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Ward.class))
          .getOrComputeIfAbsent(Ward.class, key -> new Ward("ward"), Ward.class);
    }
  }
}
