package io.qrpin.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.benchmark.BulkWorkers;
import io.qrpin.pin.Pin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers change to another wrap key, while workers sign in and one server is killed. */
@Tag("operations")
class RotationIT {

  private static final String PIN = "61840937";
  private static final int WORKERS = 20_000;
  private static final String MOVED =
      "(select count(*) from qr_pin where hash like '%keyid=next$%')";

  @Test
  @DisplayName("A wrap key is replaced while workers sign in, and also if a server is killed then.")
  void aWrapKeyIsReplacedWhileWorkersSignInAndAServerIsKilled() throws Exception {
    try (Ward ward = new Ward("rotation", Database.startPostgres(), plan -> plan)) {
      Ward.Badge first = ward.first.enrol(ward.hire());
      Ward.Badge badge = first.with(Ward.otherThan(first.pin()));
      assertThat(ward.first.changePin(badge, first.pin(), badge.pin()).status()).isEqualTo(204);
      BulkWorkers workers = addWorkers(ward);
      Path keys = Path.of(ward.first.plan.value("qrpin.wrap-keys.file"));
      addKey(keys, ward.wrapKeyPassword());

      assertIsRefusedWithoutTheFormerKey(ward);
      restart(ward.first, keys, "it");
      killWhileItSealsAnew(ward.second, keys, ward.database);
      int moved = Integer.parseInt(ward.database.value("select " + MOVED));
      assertThat(moved).isBetween(1, WORKERS);
      for (int number = 0; number < WORKERS; number += WORKERS / 20) {
        assertSignsIn(ward.first, workers.badgeText(number), PIN);
      }

      restart(ward.first, keys, "next");
      restart(ward.second, keys, "next");
      for (int number = 0; number < WORKERS; number += WORKERS / 20) {
        assertSignsIn(ward.node(number / 100), workers.badgeText(number), PIN);
      }
      Eventually.until(
          answer ->
              answer.contains(
                  "\"id\":\"it\",\"isActive\":false,\"isInKeyStore\":true,\"pinCount\":0,\"rememberedPinCount\":0"),
          () -> keysAsListed(ward));
      assertThat(keysAsListed(ward))
          .contains(
              "\"id\":\"next\",\"isActive\":true,\"isInKeyStore\":true,\"pinCount\":"
                  + (WORKERS + 1));

      keytool(keys, ward.wrapKeyPassword(), "-delete", "-alias", "it");
      restart(ward.first, keys, "next");
      assertSignsIn(ward.first, workers.badgeText(7), PIN);
      assertSignsIn(ward.first, badge.text(), badge.pin());
      assertThat(ward.first.changePin(badge, badge.pin(), first.pin()).error().getString("code"))
          .as("the history moved too")
          .isEqualTo("pinRecentlyUsed");
    }
  }

  private static BulkWorkers addWorkers(Ward ward) throws Exception {
    Pin pin = Pin.of(PIN).orElseThrow();
    BulkWorkers workers =
        new BulkWorkers(BulkWorkers.hasherOf(ward.first.plan::value), pin, Instant.now());
    try (Connection connection = ward.database.connect()) {
      workers.copyInto(connection, 0, WORKERS);
    }
    return workers;
  }

  /** As the README says it. */
  private static void addKey(Path keys, String password) {
    keytool(keys, password, "-genseckey", "-alias", "next", "-keyalg", "AES", "-keysize", "256");
  }

  private static void keytool(Path keys, String password, String... command) {
    String[] line = new String[command.length + 7];
    line[0] = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
    System.arraycopy(command, 0, line, 1, command.length);
    System.arraycopy(
        new String[] {"-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", password},
        0,
        line,
        command.length + 1,
        6);
    Installed.run(line);
  }

  private static void assertIsRefusedWithoutTheFormerKey(Ward ward) throws Exception {
    Path other = Path.of("target/it/rotation-other.p12").toAbsolutePath();
    Files.deleteIfExists(other);
    addKey(other, ward.wrapKeyPassword());
    ward.second.server.close();
    ward.second.server.addConfiguration(settings(other, "next"));

    assertThat(ward.second.server.startAndWait()).contains("CWWKZ0012I");

    assertThat(ward.second.server.console())
        .containsPattern(
            "qrpin does not start: the key store lacks the wrap key \"it\", on which 20001 PINs and"
                + " [0-9]+ remembered PINs depend; see \"Wrap keys\" in qrpin's README");
    ward.second.server.close();
  }

  private static void killWhileItSealsAnew(Ward.Node node, Path keys, Database database) {
    node.server.addConfiguration(settings(keys, "next"));
    CompletableFuture<Void> start = CompletableFuture.runAsync(node.server::startAndWait);
    database.await("select " + MOVED + " > 0");
    node.server.kill();
    assertThat(start.handle((ended, failure) -> true).join()).isTrue();
  }

  private static void restart(Ward.Node node, Path keys, String active) {
    node.server.close();
    node.server.addConfiguration(settings(keys, active));
    node.server.start();
  }

  private static String settings(Path keys, String active) {
    return """
        <server>
          <variable name='qrpin.wrap-keys.file' value='%s'/>
          <variable name='qrpin.wrap-keys.active' value='%s'/>
        </server>
        """
        .formatted(keys, active);
  }

  private static void assertSignsIn(Ward.Node node, String badge, String pin) {
    Api.Answer answer = node.signIn(badge, pin);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.json().getString("outcome")).isEqualTo("signedIn");
  }

  private static String keysAsListed(Ward ward) {
    String reader = ward.tokens.application("Policy.Read.AuthenticationMethod").signed();
    Api.Answer answer = ward.first.api.to("/beta/qrCodePin/keys").bearing(reader).get();
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return answer.body();
  }
}
