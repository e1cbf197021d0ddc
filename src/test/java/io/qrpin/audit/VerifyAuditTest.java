package io.qrpin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.qrpin.database.Uuid7;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program for auditors names what was done to a copy of the trail. The trail here has six rows
 * on the lists of two checkpoints, and a seventh that no checkpoint covers yet.
 */
class VerifyAuditTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LONG_AFTER = NOON.plus(Duration.ofDays(40));

  @TempDir private static Path folder;

  private static AuditVerifier verifier;
  private static KeyStore store;

  private final List<AuditRow> rows = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();

  @BeforeAll
  static void makeKeyAndProgram() {
    store =
        CheckpointKeys.make(folder.resolve("keys.p12"), "-keyalg", "EC", "-groupname", "secp256r1");
    verifier = new AuditVerifier(folder);
  }

  @BeforeEach
  void chain() {
    for (int i = 0; i < 7; i++) {
      rows.add(row(NOON.plusSeconds(i), "PinReset", Map.of("number", "row " + i)));
    }
    checkpoints.add(checkpoint(Optional.empty(), rows.subList(0, 3)));
    checkpoints.add(checkpoint(Optional.of(checkpoints.get(0)), rows.subList(3, 6)));
  }

  private static AuditRow row(Instant at, String event, Map<String, String> details) {
    UUID id = Uuid7.at(at, RANDOM);
    String line =
        new CanonicalJson()
            .with("details", details)
            .with("event", Optional.of(event))
            .with("id", Optional.of(id.toString()))
            .toString();
    return new AuditRow(id, line, new AuditPosition(1, id));
  }

  private static Checkpoint checkpoint(Optional<Checkpoint> last, List<AuditRow> rows) {
    return checkpoint(last, rows, NOON.plusSeconds(60));
  }

  private static Checkpoint checkpoint(
      Optional<Checkpoint> last, List<AuditRow> rows, Instant madeAt) {
    return Checkpoint.after(last, rows, madeAt, CheckpointKeys.key(store));
  }

  /** The fifth row says that rows before a time have left, and a later checkpoint confirms it. */
  private void retainSince(String before) {
    rows.set(4, row(NOON.plusSeconds(4), "RetentionApplied", Map.of("before", before)));
    checkpoints.set(1, checkpoint(Optional.of(checkpoints.get(0)), rows.subList(3, 6), LONG_AFTER));
  }

  private String verdict() {
    return verdict(CheckpointKeys.certificate(store));
  }

  private String verdict(String certificate) {
    return verifier.verdict(
        certificate, AuditVerifier.page(checkpoints), AuditVerifier.lines(rows));
  }

  private void change(int number, String from, String to) {
    AuditRow row = rows.get(number);
    rows.set(number, new AuditRow(row.id(), row.line().replace(from, to), row.position()));
  }

  private UUID id(int number) {
    return rows.get(number).id();
  }

  @Test
  void aTrailThatNobodyTouchedIsVerified() {
    assertThat(verdict())
        .startsWith(
            "0 verified: 6 rows, and 0 that left by retention, up to checkpoint 2 of"
                + " 2026-03-01T12:01:00Z")
        .contains("not yet covered by a checkpoint: 1 rows");
  }

  @Test
  void anEd25519KeySignsAsWell() {
    KeyStore other = CheckpointKeys.make(folder.resolve("ed25519.p12"), "-keyalg", "Ed25519");
    checkpoints.clear();
    checkpoints.add(
        Checkpoint.after(Optional.empty(), rows, NOON.plusSeconds(60), CheckpointKeys.key(other)));

    assertThat(verdict(CheckpointKeys.certificate(other))).startsWith("0 verified: 7 rows");
    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: checkpoint 1 has no valid signature of a known key");
  }

  @Test
  void theFirstChangedRowIsNamed() {
    UUID changed = id(1);
    change(1, "row 1", "row 9");
    change(4, "row 4", "row 9");

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: row " + changed + " was changed after checkpoint 1")
        .contains("and 1 more");
  }

  @Test
  void theContentsOfTwoRowsCannotBeExchanged() {
    UUID first = id(1);
    change(1, "row 1", "row 2");
    change(2, "row 2", "row 1");

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + first + " was changed");
  }

  @Test
  void aMissingRowIsNamed() {
    UUID missing = id(3);
    rows.remove(3);

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: row " + missing + " is missing; checkpoint 2 lists it");
  }

  @Test
  void rowsThatAreCutOffAtTheEndAreMissedAsFarAsACheckpointCoversThem() {
    UUID covered = id(5);
    rows.remove(6);
    assertThat(verdict())
        .startsWith("0 verified: 6 rows")
        .contains("not yet covered by a checkpoint: 0 rows");

    rows.remove(5);
    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + covered + " is missing");
  }

  @Test
  void anAddedRowIsNamed() {
    AuditRow added = row(NOON.plusSeconds(2), "PinReset", Map.of());
    rows.add(2, added);

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: row " + added.id() + " was added: no checkpoint lists it");
  }

  @Test
  void aMovedRowIsNamed() {
    UUID moved = id(1);
    Collections.swap(rows, 1, 4);

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + moved + " was moved: row ");
  }

  @Test
  void aRowThatOccursTwiceIsNamed() {
    rows.add(rows.get(2));

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + id(2) + " occurs twice");
  }

  @Test
  void aListThatWasChangedWithItsRowIsNamed() {
    change(1, "row 1", "row 9");
    Checkpoint old = checkpoints.get(0);
    checkpoints.set(0, withLinks(old, checkpoint(Optional.empty(), rows.subList(0, 3)).links()));

    assertThat(verdict()).startsWith("1 NOT VERIFIED: checkpoint 1 has a list that was changed");
  }

  @Test
  void aChainThatWasMadeAnewWithoutTheKeyIsRefused() {
    KeyStore forged =
        CheckpointKeys.make(
            folder.resolve("forged.p12"), "-keyalg", "EC", "-groupname", "secp256r1");
    change(1, "row 1", "row 9");
    checkpoints.clear();
    checkpoints.add(
        Checkpoint.after(Optional.empty(), rows.subList(0, 6), NOON, CheckpointKeys.key(forged)));

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: checkpoint 1 has no valid signature of a known key");
  }

  @Test
  void aStatementThatWasChangedIsNotSignedAnyMore() {
    Checkpoint last = checkpoints.get(1);
    checkpoints.set(
        1,
        new Checkpoint(
            last.sequence(),
            last.madeAt(),
            last.statement().replace("made=2026", "made=2025"),
            last.signature(),
            last.links()));

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: checkpoint 2 has no valid signature of a known key");
  }

  @Test
  void aMissingCheckpointIsNamed() {
    checkpoints.remove(0);
    assertThat(verdict()).startsWith("1 NOT VERIFIED: checkpoint 1 is missing");
  }

  @Test
  void aCheckpointOfAnotherBeginningDoesNotFollow() {
    checkpoints.set(0, checkpoint(Optional.empty(), rows.subList(0, 2)));

    assertThat(verdict())
        .startsWith("1 NOT VERIFIED: checkpoint 2 does not follow the one before it");
  }

  @Test
  void rowsThatLeftByRetentionAreNotMissedAndTheRestIsVerified() {
    retainSince("2026-03-01T12:00:03Z");
    rows.subList(0, 2).clear();
    assertThat(verdict())
        .startsWith("0 verified: 4 rows, and 2 that left by retention")
        .contains("rows before 2026-03-01T12:00:03Z left");

    UUID young = id(1);
    rows.remove(1);
    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + young + " is missing");
  }

  @Test
  void aCheckpointWhoseRowsHaveAllLeftNeedsNoList() {
    checkpoints.set(0, checkpoint(Optional.empty(), rows.subList(0, 3), NOON.plusSeconds(2)));
    retainSince("2026-03-01T12:00:03Z");
    rows.subList(0, 3).clear();
    checkpoints.set(0, withLinks(checkpoints.get(0), Optional.empty()));
    assertThat(verdict()).startsWith("0 verified: 3 rows, and 3 that left by retention");

    checkpoints.set(1, withLinks(checkpoints.get(1), Optional.empty()));
    assertThat(verdict()).startsWith("1 NOT VERIFIED: checkpoint 1 has lost its list");
  }

  @Test
  void aCopyThatIsOlderThanTheRetentionKeepsItsRows() {
    checkpoints.set(0, checkpoint(Optional.empty(), rows.subList(0, 3), NOON.plusSeconds(2)));
    retainSince("2026-03-01T12:00:03Z");
    Checkpoint whole = checkpoints.get(0);
    checkpoints.set(0, withLinks(whole, Optional.empty()));
    assertThat(verdict())
        .startsWith("0 verified: 3 rows")
        .contains("nothing is known about them: 3");

    checkpoints.add(whole);
    assertThat(verdict()).startsWith("0 verified: 6 rows, and 0 that left");
  }

  @Test
  void noRetentionExcusesRowsThatTheSchemaKeeps() {
    retainSince("9999-01-01T00:00:00Z");
    checkpoints.set(1, checkpoint(Optional.of(checkpoints.get(0)), rows.subList(3, 6)));
    UUID missing = id(0);
    rows.remove(0);

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + missing + " is missing");
  }

  @Test
  void aPageThatIsNotTheLastOneIsNotTheWholeTrail() {
    String page = AuditVerifier.page(checkpoints);
    String continued = page.replace("]}", "],\"@odata.nextLink\":\"https://qrpin.example/\"}");

    assertThat(
            verifier.verdict(
                CheckpointKeys.certificate(store), continued, AuditVerifier.lines(rows)))
        .startsWith("1 NOT VERIFIED: more checkpoints follow checkpoint 2");
    assertThat(
            verifier.verdict(
                CheckpointKeys.certificate(store),
                continued + "{\"value\":[]}\n",
                AuditVerifier.lines(rows)))
        .startsWith("0 verified");
  }

  @Test
  void aRetentionThatNoCheckpointConfirmsExcusesNothing() {
    UUID missing = id(0);
    rows.remove(0);
    rows.add(
        row(NOON.plusSeconds(9), "RetentionApplied", Map.of("before", "2027-01-01T00:00:00Z")));

    assertThat(verdict()).startsWith("1 NOT VERIFIED: row " + missing + " is missing");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsLine() {
    for (String line : List.of("{", "[]", "{\"id\":\"x\"}", "{\"value\":[{}]}", "{\"a\":1}x")) {
      String verdict = verifier.verdict(CheckpointKeys.certificate(store), "", "\n" + line + "\n");
      assertThat(verdict).as(line).startsWith("2 cannot be read: ").contains("line 2");
    }
    assertThat(verifier.verdict("", "", "")).startsWith("2 ");
  }

  private static Checkpoint withLinks(Checkpoint checkpoint, Optional<List<String>> links) {
    return new Checkpoint(
        checkpoint.sequence(),
        checkpoint.madeAt(),
        checkpoint.statement(),
        checkpoint.signature(),
        links);
  }
}
