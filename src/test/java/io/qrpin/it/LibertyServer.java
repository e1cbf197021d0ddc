package io.qrpin.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An Open Liberty as a user would run it: {@code liberty/production} as its configuration, the WAR
 * that ships as its application. Only what must differ in a test does: plain HTTP on a free
 * loopback port.
 */
public final class LibertyServer implements AutoCloseable {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path INSTALLATION = TARGET.resolve("liberty/wlp");
  private static final Path PRODUCTION = Path.of("liberty/production");
  private static final long PATIENCE_SECONDS = 180;

  /** The server is ready, or the application was not started. */
  private static final String READY_OR_REFUSED = "CWWKF0011I|CWWKZ0012I";

  /** The first-run server's console has its own last line, or the error of a listener. */
  private static final String WELCOME_OR_ERROR = "^curl |SRVE0265E";

  private static final String OVERRIDES =
      """
      <server>
        <httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1' httpPort='%d' httpsPort='-1'/>
        <logging traceSpecification='io.qrpin.*=all' maxFileSize='0'/>
      </server>
      """;

  private final Path userFolder;
  private final Path folder;
  private final int port;
  private final Pattern endOfStart;
  private final Map<String, String> variables;
  private final Path javaHome;

  /**
   * The same at every start: it opens the certificate, and the keys that the server made for itself
   * at the first one.
   */
  private static final String KEY_STORE_PASSWORD = UUID.randomUUID().toString();

  private static final String CERTIFICATE = "resources/security/key.p12";

  private Process process;
  private CompletableFuture<String> started;

  private LibertyServer(
      Path userFolder,
      Path folder,
      int port,
      String endOfStart,
      Map<String, String> variables,
      Path javaHome) {
    this.userFolder = userFolder;
    this.folder = folder;
    this.port = port;
    this.endOfStart = Pattern.compile(endOfStart);
    this.variables = Map.copyOf(variables);
    this.javaHome = javaHome;
  }

  /** The Jakarta EE of the server's features. */
  enum Platform {
    EE10,
    EE11
  }

  /** How to lay out a server. */
  public static final class Plan {
    private final String name;
    private Platform platform = Platform.EE11;
    private Path war = TARGET.resolve("qrpin.war");
    private Path hosting;
    private boolean tlsOnly;
    private final List<String> features = new ArrayList<>();
    private final Map<String, Path> neighbours = new TreeMap<>();
    private final Map<String, String> configurations = new TreeMap<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, Path> files = new TreeMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private boolean vacant;
    private boolean certified = true;

    private Plan(String name) {
      this.name = name;
    }

    Plan on(Platform other) {
      this.platform = other;
      return this;
    }

    public Plan deploying(Path otherWar) {
      this.war = otherWar;
      return this;
    }

    /** A feature of EE 11, or its counterpart of EE 10. */
    Plan withFeature(String ee11, String ee10) {
      features.add(platform == Platform.EE11 ? ee11 : ee10);
      return this;
    }

    /** Another application on the same server, at the context root of its name. */
    public Plan besides(String neighbour, Path otherWar) {
      neighbours.put(neighbour, otherWar);
      return this;
    }

    /** A server of somebody else's, without our WAR and with this configuration. */
    Plan configuredBy(Path serverXml) {
      this.hosting = serverXml;
      return this;
    }

    /** A file in the server's folder, which its configuration names. */
    Plan withFile(String name, Path from) {
      files.put(name, from);
      return this;
    }

    /** More configuration, in a file of its own. */
    public Plan configured(String name, String xml) {
      configurations.put(name, xml);
      return this;
    }

    /** With the same features, and nothing else of qrpin's, until it is deployed. */
    public Plan withoutQrpin() {
      this.vacant = true;
      return this;
    }

    /** Another Java than the one that runs the tests. */
    Plan onJava(Path home) {
      this.javaHome = home;
      return this;
    }

    /** One more line in {@code jvm.options}. */
    public Plan withJvmOption(String option) {
      jvmOptions.add(option);
      return this;
    }

    /** Nothing differs from production, then. */
    public Plan speakingTlsOnly() {
      this.tlsOnly = true;
      return this;
    }

    /** The file with the certificate was forgotten. */
    Plan withoutCertificate() {
      this.certified = false;
      return this;
    }

    public Plan with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    /** The variables that the server's environment has, besides the key store's password. */
    Set<String> names() {
      return variables.keySet();
    }

    public String value(String variable) {
      return variables.get(variable);
    }

    Plan without(String variable) {
      variables.remove(variable);
      return this;
    }

    public Plan using(Database database) {
      return with("qrpin.db.port", String.valueOf(database.port()))
          .with("qrpin.db.name", database.name())
          .with("qrpin.db.user", "postgres")
          .with("qrpin.db.password", "unused")
          .with("qrpin.db.owner", "postgres")
          .with("qrpin.db.owner.password", "unused")
          .with("qrpin.db.sslmode", "disable");
    }

    /**
     * Connects as the README's two roles, after {@link #using}; see {@link Database#withTwoRoles}.
     */
    Plan withTwoRoles() {
      return without("qrpin.db.user").without("qrpin.db.owner");
    }

    public Plan believing(Tokens tokens) {
      Path keys = TARGET.resolve("it/" + name + "-token-key.pub.pem");
      try {
        Files.createDirectories(keys.getParent());
        tokens.writePublicKey(keys);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return with("qrpin.token.issuer", Tokens.ISSUER)
          .with("qrpin.token.audiences", Tokens.AUDIENCE)
          .with("qrpin.token.keys", keys.toUri().toString());
    }

    public Plan wrappingWithNewKey() {
      Path file = TARGET.resolve("it/" + name + "-wrap-keys.p12");
      String password = UUID.randomUUID().toString();
      writeKeyStore(file, password);
      return with("qrpin.wrap-keys.file", file.toString())
          .with("qrpin.wrap-keys.password", password)
          .with("qrpin.wrap-keys.active", "it");
    }

    public LibertyServer layOut() {
      try {
        Path userFolder = TARGET.resolve("it/" + name);
        deleteAll(userFolder);
        Path server = userFolder.resolve("servers/" + name);
        if (hosting != null) {
          copy(hosting, server.resolve("server.xml"));
          usePlatform(server.resolve("server.xml"));
          copy(PRODUCTION.resolve("jvm.options"), server.resolve("jvm.options"));
        } else {
          layOutProduction(server);
        }
        if (certified) {
          copy(Certificate.FILE, server.resolve(CERTIFICATE));
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
          copy(file.getValue(), server.resolve(file.getKey()));
        }
        Files.write(server.resolve("jvm.options"), jvmOptions, StandardOpenOption.APPEND);
        write(server.resolve("configDropins/overrides/neighbours.xml"), neighbours(server));
        for (Map.Entry<String, String> more : configurations.entrySet()) {
          write(overrides(server, more.getKey()), more.getValue());
        }
        Path driver = jarOf(org.postgresql.Driver.class);
        copy(driver, userFolder.resolve("shared/resources/qrpin/" + driver.getFileName()));
        int port = freePort();
        if (tlsOnly) {
          with("https.port", String.valueOf(port));
        } else {
          write(server.resolve("configDropins/overrides/it.xml"), OVERRIDES.formatted(port));
        }
        return new LibertyServer(userFolder, server, port, READY_OR_REFUSED, variables, javaHome);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Without the application, and with what Arquillian needs to deploy it. */
    LibertyServer layOutForArquillian() {
      LibertyServer server = withFeature("localConnector-1.0", "localConnector-1.0").layOut();
      try {
        Path qrpin = server.folder.resolve("qrpin.xml");
        write(
            qrpin,
            Files.readString(qrpin).replaceFirst("(?s)<webApplication.*</webApplication>", ""));
        Files.delete(server.folder.resolve("apps/qrpin.war"));
        StringBuilder environment = new StringBuilder();
        server
            .environment()
            .forEach((name, value) -> environment.append(name + "=" + value + "\n"));
        write(server.folder.resolve("server.env"), environment.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return server;
    }

    public LibertyServer start() {
      LibertyServer server = layOut();
      server.start();
      return server;
    }

    private void layOutProduction(Path server) throws IOException {
      copyAll(PRODUCTION, server);
      if (platform == Platform.EE10) {
        Path serverXml = server.resolve("server.xml");
        write(
            serverXml,
            Files.readString(serverXml).replace("\"qrpin-ee11.xml\"", "\"qrpin-ee10.xml\""));
      }
      if (vacant) {
        write(server.resolve("qrpin.xml"), "<server/>");
      } else {
        copy(war, server.resolve("apps/qrpin.war"));
      }
    }

    private String neighbours(Path server) throws IOException {
      StringBuilder xml = new StringBuilder("<server><featureManager>");
      features.forEach(feature -> xml.append("<feature>" + feature + "</feature>"));
      // A server that is ready before its applications are answers nobody.
      xml.append("</featureManager><applicationManager startTimeout='2m'/>");
      for (Map.Entry<String, Path> neighbour : neighbours.entrySet()) {
        String name = neighbour.getKey();
        copy(neighbour.getValue(), server.resolve("apps/" + name + ".war"));
        xml.append(webApplication(name));
      }
      return xml.append("</server>").toString();
    }

    private void usePlatform(Path features) throws IOException {
      if (platform == Platform.EE10) {
        write(
            features,
            Files.readString(features)
                .replace("appSecurity-6.0", "appSecurity-5.0")
                .replace("cdi-4.1", "cdi-4.0")
                .replace("concurrent-3.1", "concurrent-3.0")
                .replace("persistence-3.2", "persistence-3.1")
                .replace("restfulWS-4.0", "restfulWS-3.1")
                .replace("servlet-6.1", "servlet-6.0"));
      }
    }
  }

  public static Plan named(String name) {
    return new Plan(name);
  }

  /**
   * The first-run server, laid out as {@code liberty:run} does it, with its data in a folder of the
   * test's own.
   *
   * @param data the folder to keep between runs
   */
  static LibertyServer firstRun(String name, Path data) {
    try {
      Path userFolder = TARGET.resolve("it/" + name);
      deleteAll(userFolder);
      Path server = userFolder.resolve("servers/" + name);
      copyAll(Path.of("liberty"), server);
      copy(TARGET.resolve("qrpin.war"), server.resolve("apps/qrpin.war"));
      copy(
          INSTALLATION.resolve("usr/servers/qrpin/dropins/sample.war"),
          server.resolve("dropins/sample.war"));
      copy(TARGET.resolve("qrpin-desk.war"), server.resolve("dropins/qrpin-desk.war"));
      copyAll(
          INSTALLATION.resolve("usr/shared/resources/first-run"),
          userFolder.resolve("shared/resources/first-run"));
      int port = freePort();
      write(
          server.resolve("configDropins/overrides/it.xml"),
          """
          <server>
            <variable name='http.port' value='%d'/>
            <variable name='first.run.folder' value='%s'/>
          </server>
          """
              .formatted(port, data));
      return new LibertyServer(
          userFolder,
          server,
          port,
          WELCOME_OR_ERROR,
          Map.of(),
          Path.of(System.getProperty("java.home")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds to the configuration of a server that does not run yet. */
  void addConfiguration(String xml) {
    try {
      write(overrides(folder, "more"), xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it, again perhaps, and waits until the application serves. */
  public void start() {
    String end = startAndWait();
    if (!end.contains("CWWKF0011I") && !end.startsWith("curl ")) {
      throw new IllegalStateException("the server did not start: " + end + "\n" + console());
    }
  }

  /** Starts it and waits until the server says how that ended; returns the line. */
  String startAndWait() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  INSTALLATION.resolve("bin/server").toString(),
                  "run",
                  folder.getFileName().toString())
              .redirectErrorStream(true);
      builder.environment().put("WLP_USER_DIR", userFolder.toString());
      builder.environment().put("JAVA_HOME", javaHome.toString());
      builder.environment().putAll(environment());
      process = builder.start();
      started = new CompletableFuture<>();
      Thread reader = new Thread(this::copyConsole, "console of " + folder.getFileName());
      reader.setDaemon(true);
      reader.start();
      return started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(console(), e);
    }
  }

  private Map<String, String> environment() {
    Map<String, String> environment =
        new TreeMap<>(Map.of("keystore_password", KEY_STORE_PASSWORD));
    variables.forEach((name, value) -> environment.put(name.replaceAll("[.-]", "_"), value));
    return environment;
  }

  private void copyConsole() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        var copy = Files.newBufferedWriter(consoleFile())) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.write(line + "\n");
        copy.flush();
        if (endOfStart.matcher(line).find()) {
          started.complete(line);
        }
      }
      started.completeExceptionally(new IllegalStateException("the server ended"));
    } catch (IOException e) {
      started.completeExceptionally(e);
    }
  }

  /** Puts qrpin on a server that ran without it, and waits until it serves. */
  void deployQrpin() {
    deploy(
        "qrpin",
        TARGET.resolve("qrpin.war"),
        () -> copy(PRODUCTION.resolve("qrpin.xml"), folder.resolve("qrpin.xml")));
  }

  /** Puts another application on the running server, at the context root of its name. */
  void deploy(String neighbour, Path war) {
    deploy(
        neighbour,
        war,
        () ->
            configure(
                neighbour + "-application", "<server>" + webApplication(neighbour) + "</server>"));
  }

  /** Takes an application off that was put on the running server. */
  void undeploy(String neighbour) {
    await(
        "CWWKZ0009I: The application " + neighbour + " has stopped",
        () -> Files.delete(overrides(folder, neighbour + "-application")));
  }

  /** More configuration for the running server, in a file of its own. */
  void configure(String name, String xml) throws IOException {
    write(overrides(folder, name), xml);
  }

  private void deploy(String application, Path war, Configuring configuring) {
    await(
        "CWWKZ0001I: Application " + application + " started",
        () -> {
          copy(war, folder.resolve("apps/" + application + ".war"));
          configuring.run();
        });
  }

  /** Replaces an application by a copy of itself, and waits until the copy serves. */
  void redeploy(String application) {
    Path war = folder.resolve("apps/" + application + ".war");
    await(
        "CWWKZ0003I: The application " + application + " updated",
        () -> {
          // Elsewhere first: half a file must not be seen.
          Path copy = folder.resolve(application + ".copy");
          copy(war, copy);
          Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
          Files.move(copy, war, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  /** Changes files that the server watches. */
  interface Configuring {
    void run() throws IOException;
  }

  /** Waits until the server has said something once more than before. */
  void await(String message, Configuring cause) {
    int before = count(message);
    try {
      cause.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Eventually.until(said -> said > before, () -> count(message));
    } catch (AssertionError e) {
      throw new AssertionError(console(), e);
    }
  }

  private int count(String message) {
    return (int) messages().stream().filter(line -> line.contains(message)).count();
  }

  /** The process of the server's JVM; the one that was started is a script's. */
  public ProcessHandle java() {
    return processes()
        .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow();
  }

  /** The output of the JDK's {@code jcmd} about the running server. */
  String jcmd(String... command) {
    List<String> line =
        new ArrayList<>(
            List.of(javaHome.resolve("bin/jcmd").toString(), String.valueOf(java().pid())));
    line.addAll(List.of(command));
    try {
      Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String webApplication(String name) {
    return "<webApplication id='%1$s' name='%1$s' contextRoot='/%1$s' location='%1$s.war'/>"
        .formatted(name);
  }

  private static Path overrides(Path server, String name) {
    return server.resolve("configDropins/overrides/" + name + ".xml");
  }

  /** Where a neighbour is. */
  URI root(String neighbour) {
    return URI.create("http://localhost:" + port + "/" + neighbour);
  }

  URI root() {
    return URI.create("http://localhost:" + port + "/qrpin");
  }

  public int port() {
    return port;
  }

  Path folder() {
    return folder;
  }

  /** The file with the certificate of every server of these tests. */
  static Path certificateFile() {
    return Certificate.FILE;
  }

  static String keyStorePassword() {
    return KEY_STORE_PASSWORD;
  }

  /** The server's key and certificate for TLS, with the alias {@code default}. */
  KeyStore certificate() {
    try (InputStream content = Files.newInputStream(folder.resolve(CERTIFICATE))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(content, KEY_STORE_PASSWORD.toCharArray());
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Trusts the certificate of the server, and nothing else. */
  SSLContext trust() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", certificate().getCertificate("default"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Replaces the WAR of a server that does not run. */
  void replaceQrpin(Path war) {
    try {
      copy(war, folder.resolve("apps/qrpin.war"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path installation() {
    return INSTALLATION;
  }

  Path userFolder() {
    return userFolder;
  }

  private Path consoleFile() {
    return userFolder.resolve("console.log");
  }

  String console() {
    return read(consoleFile());
  }

  /** The lines that the server logged from INFO on, each once. */
  List<String> messages() {
    return read(folder.resolve("logs/messages.log")).lines().toList();
  }

  /** Everything that the server wrote down, traces included. */
  String everythingLogged() {
    StringBuilder all = new StringBuilder(console());
    try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
      files.filter(Files::isRegularFile).forEach(file -> all.append(read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  /** As {@code kill -9} does it. */
  void kill() {
    processes().forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  /** Stops it where it is, until {@link #resume()}. */
  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("kill", name));
    processes().map(ProcessHandle::pid).map(String::valueOf).forEach(command::add);
    try {
      Process kill = new ProcessBuilder(command).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException(command + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A certificate for this machine, made once by the JDK's own tool. */
  private static final class Certificate {

    static final Path FILE = TARGET.resolve("it/certificate.p12");

    static {
      try {
        Files.createDirectories(FILE.getParent());
        Files.deleteIfExists(FILE);
        makeCertificate(FILE, KEY_STORE_PASSWORD);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Makes a key and a certificate for this machine's name, which is its own issuer. */
  static void makeCertificate(Path file, String password) throws IOException {
    run(
        Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
        "-genkeypair",
        "-alias",
        "default",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        password);
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command[0] + " failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void writeKeyStore(Path file, String password) {
    try {
      Files.createDirectories(file.getParent());
      KeyGenerator generator = KeyGenerator.getInstance("AES");
      generator.init(256);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setEntry(
          "it",
          new KeyStore.SecretKeyEntry(generator.generateKey()),
          new KeyStore.PasswordProtection(password.toCharArray()));
      try (var out = Files.newOutputStream(file)) {
        store.store(out, password.toCharArray());
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
