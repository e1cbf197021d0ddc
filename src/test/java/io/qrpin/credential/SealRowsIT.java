package io.qrpin.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.attempts.LedgerDatabase;
import io.qrpin.credential.SealRows.Count;
import io.qrpin.credential.SealRows.OtherwiseSealed;
import io.qrpin.credential.SealRows.Position;
import io.qrpin.database.Sql;
import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinTerms;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements that seal hashes anew, in a real PostgreSQL. */
class SealRowsIT {

  private static final HashedPin FORMER =
      PinFixtures.hasher(PinFixtures.keys(1)).hash(PinFixtures.pin("83591642"));
  private static final HashedPin FRESH =
      PinFixtures.hasher(PinFixtures.keys(2)).hash(PinFixtures.pin("83591642"));
  private static final Instant EXPIRY =
      Instant.now().plus(Duration.ofDays(7)).truncatedTo(ChronoUnit.MICROS);
  private static final PinTerms TEMPORARY = new PinTerms(true, Optional.of(EXPIRY));

  private static LedgerDatabase database;

  private final SealRows rows = new SealRows(database.onRealClock());
  private final RewrapRuns runs = new RewrapRuns(database.onRealClock());
  private final UUID holder = UUID.randomUUID();

  @BeforeAll
  static void start() throws IOException, SQLException {
    database = LedgerDatabase.start();
    // In the session that the statements here share. A statement that waits fails its test.
    database.update("set lock_timeout = '10s'");
  }

  @AfterAll
  static void stop() throws IOException {
    database.close();
  }

  @BeforeEach
  void threeWorkersAndALease() {
    database.update("delete from qr_code_pin_method");
    database.update("delete from remembered_pin");
    for (String id : List.of("ada", "ben", "cleo")) {
      addPin(id);
      addToHistory(id, 1);
      addToHistory(id, 2);
    }
    runs.order("k2");
    assertThat(runs.claim("k2", holder)).isTrue();
  }

  private void addPin(String id) {
    UUID pin = UUID.randomUUID();
    PinBinding place = new PinBinding(id, pin.toString(), 3);
    database.update(
        "insert into qr_code_pin_method (subscriber_id, id, created_at) values (?, ?, now())",
        id,
        UUID.randomUUID());
    database.update(
        "insert into qr_pin (subscriber_id, id, hash, remembered_hash, generation, change_required,"
            + " created_at, updated_at, expires_at) values (?, ?, ?, ?, 3, true, now(), now(), ?)",
        id,
        pin,
        FORMER.sealFor(place, TEMPORARY).encoded(),
        FORMER.sealForHistory(place).encoded(),
        EXPIRY);
  }

  private void addToHistory(String id, int generation) {
    UUID pin = UUID.randomUUID();
    PinBinding place = new PinBinding(id, pin.toString(), generation);
    database.update(
        "insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at)"
            + " values (?, ?, ?, ?, now())",
        id,
        generation,
        pin,
        FORMER.sealForHistory(place).encoded());
  }

  private static Resealed resealed(OtherwiseSealed one) {
    PinBinding place = one.pin().binding();
    PinHash entry = FRESH.sealForHistory(place);
    return one.isCurrent()
        ? new Resealed(one.pin(), FRESH.sealFor(place, one.pin().terms()), Optional.of(entry))
        : new Resealed(one.pin(), entry, Optional.empty());
  }

  private static List<Resealed> resealed(List<OtherwiseSealed> page) {
    return page.stream().map(SealRowsIT::resealed).toList();
  }

  private List<OtherwiseSealed> all() {
    return rows.notUnder("k2", Position.BEGINNING, 100);
  }

  private static List<String> column(String sql) {
    return database.onRealClock().alone(Sql.of(sql).bound(), row -> row.getString(1));
  }

  @Test
  void pagesHavePinsAndHistoryInTheOrderOfSubscribersWithPlaceAndTerms() {
    List<OtherwiseSealed> first = rows.notUnder("k2", Position.BEGINNING, 4);
    List<OtherwiseSealed> rest = rows.notUnder("k2", first.get(3).position(), 100);

    assertThat(first)
        .extracting(one -> one.position().toString() + one.isCurrent())
        .containsExactly(
            new Position("ada", 1) + "false",
            new Position("ada", 2) + "false",
            new Position("ada", 3) + "true",
            new Position("ben", 1) + "false");
    assertThat(rest).hasSize(5);
    assertThat(first.get(2).pin().terms()).isEqualTo(TEMPORARY);
    assertThat(first.get(2).pin().hash())
        .isEqualTo(column("select hash from qr_pin where subscriber_id = 'ada'").get(0));
    assertThat(rows.notUnder("k1", Position.BEGINNING, 100)).isEmpty();
  }

  @Test
  void aReplacementChangesTheHashesAlone() {
    String others =
        "select row(subscriber_id, id, generation, change_required, created_at, updated_at,"
            + " expires_at)::text from qr_pin union all select row(subscriber_id, generation, pin_id,"
            + " replaced_at)::text from remembered_pin order by 1";
    List<String> before = column(others);

    assertThat(rows.replace(holder, resealed(all()))).isEqualTo(OptionalInt.of(9));

    assertThat(column(others)).isEqualTo(before);
    assertThat(all()).isEmpty();
    assertThat(rows.countBySeal()).containsExactly(new Count("m=64,t=1,p=1,keyid=k2", 3, 9));
  }

  @Test
  void aHashThatIsOnlyRememberedUnderTheFormerKeyIsFoundToo() {
    rows.replace(holder, resealed(all()));
    database.update(
        "update qr_pin set remembered_hash = replace(remembered_hash, 'keyid=k2', 'keyid=k1')"
            + " where subscriber_id = 'ben'");

    assertThat(all())
        .singleElement()
        .satisfies(one -> assertThat(one.position()).isEqualTo(new Position("ben", 3)));
  }

  @Test
  void aRowThatChangedSinceItWasReadIsLeftAlone() {
    List<OtherwiseSealed> read = all();
    database.update("update qr_pin set hash = 'another' where subscriber_id = 'ada'");
    database.update("delete from remembered_pin where subscriber_id = 'ben'");

    assertThat(rows.replace(holder, resealed(read))).isEqualTo(OptionalInt.of(6));

    assertThat(column("select hash from qr_pin where subscriber_id = 'ada'"))
        .containsExactly("another");
  }

  @Test
  void aLockedRowIsLeftAloneAndNobodyWaits() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from qr_pin where subscriber_id = 'ada' for update");
      statement.execute("select 1 from remembered_pin where subscriber_id = 'ben' for update");

      assertThat(rows.replace(holder, resealed(all()))).isEqualTo(OptionalInt.of(6));
      connection.rollback();
    }
    assertThat(rows.replace(holder, resealed(all()))).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void withoutTheLeaseNothingIsReplaced() {
    assertThat(rows.replace(UUID.randomUUID(), resealed(all()))).isEmpty();

    assertThat(all()).hasSize(9);
  }

  @Test
  void aBatchWithoutAHashStillExtendsTheLease() {
    database.update("update rewrap_run set lease_until = now()");

    assertThat(rows.replace(holder, List.of())).isEqualTo(OptionalInt.of(0));

    assertThat(column("select lease_until > now() from rewrap_run")).containsExactly("t");
  }

  @Test
  void oneNodeHoldsARunUntilItsLeaseEnds() {
    UUID other = UUID.randomUUID();
    assertThat(runs.claim("k2", other)).isFalse();

    database.update("update rewrap_run set lease_until = now() - interval '1 second'");

    assertThat(runs.claim("k1", other)).as("for another key").isFalse();
    assertThat(runs.claim("k2", other)).isTrue();
    assertThat(rows.replace(holder, resealed(all()))).isEmpty();
  }

  @Test
  void aRunThatHasEndedIsDueAfterItsPauseOrWhenANodeStarts() {
    runs.finish(holder, Duration.ofDays(1));
    assertThat(runs.claim("k2", holder)).isFalse();

    runs.order("k2");

    assertThat(runs.claim("k2", holder)).isTrue();
    runs.finish(holder, Duration.ZERO);
    assertThat(runs.claim("k2", holder)).isTrue();
  }

  @Test
  void hashesAreCountedByKeyAndCost() {
    rows.replace(holder, resealed(rows.notUnder("k2", Position.BEGINNING, 3)));
    database.update("update qr_pin set remembered_hash = null where subscriber_id = 'ben'");
    database.update(
        "update qr_pin set hash = replace(hash, 't=1', 't=2') where subscriber_id = 'cleo'");

    assertThat(rows.countBySeal())
        .containsExactly(
            new Count("m=64,t=1,p=1,keyid=k1", 1, 5),
            new Count("m=64,t=1,p=1,keyid=k2", 1, 3),
            new Count("m=64,t=2,p=1,keyid=k1", 1, 0));
  }

  @Test
  void theCensusNamesTheKeysOfTheKeyStoreAndThoseThatAHashNames() {
    rows.replace(holder, resealed(rows.notUnder("k2", Position.BEGINNING, 3)));
    database.update("update qr_pin set hash = 'junk' where subscriber_id = 'cleo'");

    List<KeyUse> uses = new KeyCensus(rows, PinFixtures.keys(2, 3)).take();

    assertThat(uses)
        .containsExactly(
            new KeyUse("k1", false, false, List.of(new KeyUse.Cost(64, 1, 1, 6))),
            new KeyUse("k2", true, true, List.of(new KeyUse.Cost(64, 1, 1, 3))),
            new KeyUse("k3", false, true, List.of()));
    assertThat(uses.get(0).pins()).isEqualTo(1);
    assertThat(uses.get(0).rememberedPins()).isEqualTo(6);
    assertThat(uses.get(2).isUnused()).isTrue();
  }
}
