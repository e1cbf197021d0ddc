package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.OpenApiDocument;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command starts a server that a newcomer can use. */
class FirstRunIT {

  private static final Pattern CURL =
      Pattern.compile(
          "^curl .* (http://localhost:\\d+/qrpin)(/\\S+) .*\\$\\(java '(.+?)' --key '(.+?)' (.*?)\\)",
          Pattern.MULTILINE);

  @TempDir private Path data;

  @Test
  void theFirstRunServesKeepsItsDataAndStartsAgainAfterAKill() throws Exception {
    try (LibertyServer server = LibertyServer.firstRun("first-run", data)) {
      server.start();

      Matcher curl = CURL.matcher(server.console());
      assertThat(curl.find()).as("the line to paste").isTrue();
      assertThat(server.console().stripTrailing().lines().reduce((a, b) -> b).orElseThrow())
          .as("the address to open")
          .isEqualTo(server.root("sample").toString());
      assertThat(curl.group(1)).isEqualTo(server.root().toString());
      Path key = Path.of(curl.group(4));
      Api api = new Api(server.root());
      String token = token(key, curl.group(5).split(" "));
      JsonObject enrolled =
          api.to(curl.group(2)).bearing(token).put("{\"standardQRCode\":{},\"pin\":{}}").json();
      JsonObject created = enrolled.getJsonObject("pin");
      assertThat(created.getString("code")).matches("[0-9]{8}");

      String person =
          token(
              key,
              "--user worker01@contoso.example --scp UserAuthMethod-QR.ReadWrite.All --wids"
                  .split(" "),
              Tokens.AUTHENTICATION_ADMINISTRATOR);
      for (int i = 2; i <= 20; i++) {
        String worker = "worker%02d@contoso.example".formatted(i);
        assertThat(api.to(Api.pinOf(worker)).bearing(person).patch("{}").status()).isEqualTo(201);
      }
      assertThat(api.to("/me/authentication/qrCodePinMethod/pin").bearing(person).get().json())
          .containsEntry("id", created.get("id"));
      assertThat(api.to(Api.pinOf("worker21@contoso.example")).bearing(token).get().status())
          .isEqualTo(404);
      assertThat(setting("fsync")).isEqualTo("on");
      assertThat(setting("synchronous_commit")).isEqualTo("on");
      assertThat(setting("full_page_writes")).isEqualTo("on");
      assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(
              OpenApiDocument.parse(new Api(server.root().resolve("/")).to("openapi").get().body()))
          .isEqualTo(OpenApiDocument.read().root());
      assertThat(answersElsewhereThanOnLoopback(server.port())).isFalse();

      server.kill();
      server.start();

      assertThat(api.to(curl.group(2) + "/pin").bearing(token).get().body())
          .contains(created.getString("updatedDateTime"));
      try (LibertyServer second = LibertyServer.firstRun("first-run-second", data)) {
        assertThat(second.startAndWait()).contains("SRVE0265E");
        assertThat(second.everythingLogged()).contains("another server uses");
      }
    }
    assertThat(Files.exists(data.resolve("postgresql/postmaster.pid")))
        .as("the database stops with the server")
        .isFalse();
  }

  private static String token(Path key, String[] some, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "liberty/sample/Token.java",
                "--key",
                key.toString()));
    command.addAll(List.of(some));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return token.strip();
  }

  private String setting(String name) throws Exception {
    String port = Files.readAllLines(data.resolve("postgresql/postmaster.pid")).get(3);
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean answersElsewhereThanOnLoopback(int port) throws IOException {
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(network.getInetAddresses())) {
        if (!address.isLoopbackAddress() && answers(address, port)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean answers(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }
}
