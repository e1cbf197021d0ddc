package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Keycloak with TLS and one realm, as the profile {@code keycloak} unpacks it. */
final class Keycloak implements AutoCloseable {

  private static final Path UNPACKED = Path.of("target/keycloak").toAbsolutePath();
  private static final String REALM = "/keycloak/realm.json";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String READY = "Listening on:";

  private final int port = LibertyServer.freePort();
  private final Path installation;
  private final Path console;
  private Process process;

  /**
   * @param folder for what it prints
   */
  Keycloak(Path folder) {
    this.installation = installation();
    this.console = folder.resolve("keycloak.log");
  }

  private static Path installation() {
    try (Stream<Path> folders = Files.list(UNPACKED)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("bin/kc.sh")))
          .findAny()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The issuer of the realm's tokens. */
  String issuer() {
    return "https://localhost:" + port + "/realms/floor";
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param values the texts for the places in the realm's file, such as {@code secret}
   */
  void start(Path certificate, String certificatePassword, Map<String, String> values) {
    try {
      writeRealm(values);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "/bin/sh",
                  installation.resolve("bin/kc.sh").toString(),
                  "start-dev",
                  "--import-realm",
                  "--db=dev-mem",
                  "--http-enabled=false",
                  "--https-port=" + port,
                  "--https-key-store-file=" + certificate,
                  "--https-key-store-password=" + certificatePassword,
                  "--hostname=localhost",
                  "--http-management-port=" + LibertyServer.freePort()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      process = builder.start();
      Eventually.within(
          PATIENCE, said -> said.contains(READY) || !process.isAlive(), this::printed);
      assertThat(printed()).contains(READY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRealm(Map<String, String> values) throws IOException {
    String realm;
    try (var file = Keycloak.class.getResourceAsStream(REALM)) {
      realm = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      realm = realm.replace("@" + value.getKey() + "@", value.getValue());
    }
    Path data = installation.resolve("data/import/floor-realm.json");
    Files.createDirectories(data.getParent());
    Files.writeString(data, realm);
  }

  private String printed() {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.onExit().join();
    }
  }
}
