package io.qrpin.it;

import io.qrpin.pin.Argon2Parameters;
import io.qrpin.pin.Argon2Providers;
import io.qrpin.pin.Pin;
import io.qrpin.pin.PinBinding;
import io.qrpin.pin.PinHash;
import io.qrpin.pin.PinHasher;
import io.qrpin.pin.WrapKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;

/** Says whether a PIN is the one in the database, with the key that the server has. */
final class Verifier {

  private final Database database;
  private final PinHasher hasher;

  Verifier(Database database, LibertyServer.Plan plan) {
    this.database = database;
    char[] password = plan.value("qrpin.wrap-keys.password").toCharArray();
    try (var file = Files.newInputStream(Path.of(plan.value("qrpin.wrap-keys.file")))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, password);
      WrapKeys keys = WrapKeys.from(store, password, plan.value("qrpin.wrap-keys.active"));
      this.hasher =
          new PinHasher(
              Argon2Providers.fastest(1).argon2id(),
              Argon2Parameters.OWASP,
              keys,
              new SecureRandom());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isPinOf(String subscriberId, String code) {
    List<String> rows =
        database.column(
            "select id || ' ' || generation || ' ' || hash from qr_pin where subscriber_id = ?",
            subscriberId);
    if (rows.isEmpty()) {
      return false;
    }
    String[] row = rows.get(0).split(" ");
    PinBinding binding = new PinBinding(subscriberId, row[0], Integer.parseInt(row[1]));
    return hasher.compare(Pin.of(code).orElseThrow(), PinHash.parse(row[2]), binding).matches();
  }
}
