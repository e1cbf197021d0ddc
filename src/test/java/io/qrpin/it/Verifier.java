package io.qrpin.it;

import io.qrpin.hashing.Argon2Parameters;
import io.qrpin.hashing.Argon2Providers;
import io.qrpin.hashing.FormerSeal;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.pin.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

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
    Pin pin = Pin.of(code).orElseThrow();
    return stored(subscriberId)
        .filter(row -> hasher.compare(pin, row.hash(), row.binding(), row.terms()).matches())
        .isPresent();
  }

  /** Whether the PIN is hashed as a server with the default settings hashes a new one. */
  boolean isHashedAsNewOnesAre(String subscriberId) {
    return hasher.isCurrent(stored(subscriberId).orElseThrow().hash());
  }

  /** Stores the same PIN again, hashed at another cost. */
  void hashAnew(String subscriberId, String code, Argon2Parameters cost) {
    Row row = stored(subscriberId).orElseThrow();
    HashedPin hashed = hasher(cost).hash(Pin.of(code).orElseThrow());
    store(subscriberId, hashed.sealFor(row.binding(), row.terms()));
  }

  /** Stores the same PIN again, sealed as it was before terms were bound. */
  void sealAsFormerly(String subscriberId, String code) {
    HashedPin hashed = hasher.hash(Pin.of(code).orElseThrow());
    store(subscriberId, FormerSeal.of(hashed, keys, stored(subscriberId).orElseThrow().binding()));
    database.update(
        "update qr_pin set remembered_hash = null where subscriber_id = ?", subscriberId);
  }

  /** Stores the same PIN again, as a temporary one that was set eight days ago. */
  void letExpire(String subscriberId, String code) {
    database.update(
        "update qr_pin set change_required = true, created_at = now() - interval '9 days',"
            + " updated_at = now() - interval '8 days', expires_at = now() where subscriber_id = ?",
        subscriberId);
    Row row = stored(subscriberId).orElseThrow();
    HashedPin hashed = hasher.hash(Pin.of(code).orElseThrow());
    store(subscriberId, hashed.sealFor(row.binding(), row.terms()));
  }

  private void store(String subscriberId, PinHash hash) {
    database.update(
        "update qr_pin set hash = ? where subscriber_id = ?", hash.encoded(), subscriberId);
  }

  private record Row(PinBinding binding, PinTerms terms, PinHash hash) {}

  private Optional<Row> stored(String subscriberId) {
    return database
        .column(
            "select concat_ws(' ', id, generation, hash, change_required,"
                + " to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))"
                + " from qr_pin where subscriber_id = ?",
            subscriberId)
        .stream()
        .map(row -> row.split(" "))
        .map(
            row ->
                new Row(
                    new PinBinding(subscriberId, row[0], Integer.parseInt(row[1])),
                    new PinTerms(
                        row[3].equals("t"), Stream.of(row).skip(4).map(Instant::parse).findFirst()),
                    PinHash.parse(row[2])))
        .findFirst();
  }
}
