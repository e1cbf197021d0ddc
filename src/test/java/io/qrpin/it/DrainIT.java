package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers behind HAProxy with the configuration that ships, from TLS to TLS. */
@Tag("operations")
class DrainIT {

  private static final int ANSWERS = 150;

  @TempDir private Path folder;

  @Test
  void eachServerIsDrainedAndStartedAgainAtFullLoadAndNoRequestIsLost() throws Exception {
    Path program = Installed.program("haproxy", "haproxy");
    List<Integer> ports = List.of(LibertyServer.freePort(), LibertyServer.freePort());
    try (Ward ward =
        new Ward("drain", Database.startPostgres(), plan -> speakingTlsToo(plan, ports))) {
      try (Balancer balancer = new Balancer(program, folder, ports, ward.first.server);
          Rush rush = new Rush(ward, n -> balancer.both(ward))) {
        for (Ward.Node node : List.of(ward.first, ward.second)) {
          String name = node == ward.first ? "a" : "b";
          rush.awaitAnswers(ANSWERS);

          balancer.drain(name);
          long hashesBefore = node.hashes();
          rush.awaitAnswers(ANSWERS);
          assertThat(node.hashes()).as("a drained server has no work").isEqualTo(hashesBefore);
          node.server.close();
          rush.awaitAnswers(ANSWERS);
          node.server.start();
          balancer.use(name);

          Eventually.until(hashes -> hashes > hashesBefore, node::hashes);
        }
        rush.end();
        assertThat(rush.wasDisturbed()).isFalse();
        rush.assertNothingIsLostAndNothingIsFree();
      }
    }
  }

  /** The production server's port for TLS, beside the one of all tests. */
  private static LibertyServer.Plan speakingTlsToo(LibertyServer.Plan plan, List<Integer> ports) {
    String name = plan.value("test.hash.count");
    int port = ports.get(name.endsWith("-1-hashes") ? 0 : 1);
    return Rush.settings(plan)
        .with("qrpin.http.trusted-proxies", "127.0.0.1")
        .configured(
            "tls",
            "<server><httpEndpoint id='tls' host='127.0.0.1' httpPort='-1' httpsPort='"
                + port
                + "'/></server>");
  }

  /** HAProxy with {@code liberty/production/haproxy.cfg}; only names and places differ. */
  private static final class Balancer implements AutoCloseable {
    private final Path socket;
    private final Process process;
    final Api api;

    Balancer(Path program, Path folder, List<Integer> ports, LibertyServer server)
        throws Exception {
      int port = LibertyServer.freePort();
      socket = folder.resolve("admin.sock");
      KeyStore keys = server.certificate();
      char[] password = LibertyServer.keyStorePassword().toCharArray();
      String certificate =
          TlsPostgres.pem("CERTIFICATE", keys.getCertificate("default").getEncoded());
      String key = TlsPostgres.pem("PRIVATE KEY", keys.getKey("default", password).getEncoded());
      LibertyServer.write(folder.resolve("qrpin.pem"), certificate + key);
      LibertyServer.write(folder.resolve("qrpin-ca.pem"), certificate);
      Path configuration = folder.resolve("haproxy.cfg");
      LibertyServer.write(
          configuration,
          Files.readString(Path.of("liberty/production/haproxy.cfg"))
              .replace("log /dev/log local0", "log stdout format raw local0")
              .replace("/run/haproxy/admin.sock", socket.toString())
              .replace("/etc/haproxy", folder.toString())
              .replace("bind :443", "bind 127.0.0.1:" + port)
              .replace("qrpin-a.example:9443", "127.0.0.1:" + ports.get(0))
              .replace("qrpin-b.example:9443", "127.0.0.1:" + ports.get(1))
              .replaceAll("verifyhost qrpin-[ab].example", "verifyhost localhost"));
      process =
          new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start();
      api = new Api(URI.create("https://localhost:" + port + "/qrpin"), server.trust());
      Eventually.until(alive -> alive, () -> Files.exists(socket));
    }

    /** Both servers as one. */
    Ward.Node both(Ward ward) {
      return ward.behind(api);
    }

    /** Sends no more requests to a server, and waits for those that are under way. */
    void drain(String name) {
      ask("set server qrpin/" + name + " state drain");
      Eventually.until("0"::equals, () -> statistic(name, "scur"));
    }

    /** Sends requests to a server again, as soon as it answers. */
    void use(String name) {
      ask("set server qrpin/" + name + " state ready");
      Eventually.until("UP"::equals, () -> statistic(name, "status"));
    }

    private String statistic(String name, String column) {
      List<String> lines = ask("show stat").lines().toList();
      int index = List.of(lines.get(0).replace("# ", "").split(",")).indexOf(column);
      return lines.stream()
          .filter(line -> line.startsWith("qrpin," + name + ","))
          .map(line -> line.split(",", -1)[index])
          .findFirst()
          .orElseThrow();
    }

    private String ask(String command) {
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.connect(UnixDomainSocketAddress.of(socket));
        channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
        return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
