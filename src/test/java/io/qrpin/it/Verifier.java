package io.qrpin.it;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.pin.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Optional;

/** Checks a PIN against the database, with the server's key. */
final class Verifier {

  private final Database database;
  private final WrapKeys keys;
  private final PinHasher hasher;

  Verifier(Database database, LibertyServer.Plan plan) {
    this.database = database;
    char[] password = plan.value("qrpin.wrap-keys.password").toCharArray();
    try (var file = Files.newInputStream(Path.of(plan.value("qrpin.wrap-keys.file")))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, password);
      this.keys = WrapKeys.from(store, password, plan.value("qrpin.wrap-keys.active"));
      this.hasher = hasher(Argon2Parameters.OWASP);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PinHasher hasher(Argon2Parameters cost) {
    return new PinHasher(
        Argon2Providers.choose(Argon2Providers.AUTO, 1).argon2id(), cost, keys, new SecureRandom());
  }

  boolean isPinOf(String subscriberId, String code) {
    return stored(subscriberId)
        .filter(
            row -> hasher.compare(Pin.of(code).orElseThrow(), row.hash(), row.binding()).matches())
        .isPresent();
  }

  /** Whether the PIN is hashed as a server with the default settings hashes a new one. */
  boolean isHashedAsNewOnesAre(String subscriberId) {
    return hasher.isCurrent(stored(subscriberId).orElseThrow().hash());
  }

  /** Stores the same PIN again, hashed at another cost. */
  void hashAnew(String subscriberId, String code, Argon2Parameters cost) {
    PinHasher other = hasher(cost);
    HashedPin hashed = other.hash(Pin.of(code).orElseThrow());
    PinHash hash = hashed.sealFor(stored(subscriberId).orElseThrow().binding());
    database.update(
        "update qr_pin set hash = ? where subscriber_id = ?", hash.encoded(), subscriberId);
  }

  private record Row(PinBinding binding, PinHash hash) {}

  private Optional<Row> stored(String subscriberId) {
    return database
        .column(
            "select id || ' ' || generation || ' ' || hash from qr_pin where subscriber_id = ?",
            subscriberId)
        .stream()
        .map(row -> row.split(" "))
        .map(
            row ->
                new Row(
                    new PinBinding(subscriberId, row[0], Integer.parseInt(row[1])),
                    PinHash.parse(row[2])))
        .findFirst();
  }
}
