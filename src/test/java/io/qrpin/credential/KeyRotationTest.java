package io.qrpin.credential;

import static io.qrpin.credential.KeyRotation.BETWEEN_BATCHES;
import static io.qrpin.credential.KeyRotation.BETWEEN_CLEAN_RUNS;
import static io.qrpin.credential.KeyRotation.BETWEEN_LOOKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qrpin.hashing.HashedPin;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinFixtures;
import io.qrpin.hashing.PinHash;
import io.qrpin.hashing.PinHasher;
import io.qrpin.hashing.PinHasher.RememberedPin;
import io.qrpin.hashing.PinTerms;
import io.qrpin.hashing.UnreadablePinHash;
import io.qrpin.hashing.WrapKeys;
import io.qrpin.pin.Pin;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All hashes move to another key, and nothing else changes. */
class KeyRotationTest {

  private static final WrapKeys FORMER = PinFixtures.keys(1);
  private static final WrapKeys BOTH = PinFixtures.keys(2, 1);
  private static final WrapKeys FRESH = PinFixtures.keys(2);
  private static final PinTerms TEMPORARY =
      new PinTerms(true, Optional.of(Instant.parse("2026-12-01T00:00:00Z")));
  private static final Pin PIN = PinFixtures.pin("83591642");
  private static final HashedPin HASHED = PinFixtures.hasher(FORMER).hash(PIN);

  private final Logger logger = Logger.getLogger(KeyRotation.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          if (entry.getLevel() == Level.WARNING) {
            warnings.add(entry.getMessage());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final Tables tables = new Tables();

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(listener);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(listener);
    logger.setUseParentHandlers(true);
  }

  /** The rows of both tables in the order of subscribers, and the lease. */
  private static final class Tables {
    private final Map<String, StoredPin> pins = new TreeMap<>();
    private final Map<String, String> remembered = new TreeMap<>();
    private final Map<String, StoredPin> history = new TreeMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private String wanted = "";
    private boolean due;
    private UUID holder;
    private Duration pause = Duration.ZERO;
    private Runnable beforeTheNextWrite = () -> {};

    SealRows rows() {
      return new SealRows() {
        @Override
        List<OtherwiseSealed> notUnder(String keyId, Position after, int most) {
          List<OtherwiseSealed> found = new ArrayList<>();
          pins.values().forEach(pin -> found.add(new OtherwiseSealed(pin, true)));
          history.values().forEach(pin -> found.add(new OtherwiseSealed(pin, false)));
          Comparator<Position> order =
              Comparator.comparing(Position::subscriberId).thenComparing(Position::generation);
          return found.stream()
              .filter(it -> !it.pin().hash().contains(",keyid=" + keyId + "$"))
              .filter(it -> order.compare(it.position(), after) > 0)
              .sorted(Comparator.comparing(OtherwiseSealed::position, order))
              .limit(most)
              .toList();
        }

        @Override
        OptionalInt replace(UUID by, List<Resealed> batch) {
          beforeTheNextWrite.run();
          beforeTheNextWrite = () -> {};
          if (!by.equals(holder)) {
            return OptionalInt.empty();
          }
          int replaced = (int) batch.stream().filter(Tables.this::replace).count();
          batches.add(replaced);
          return OptionalInt.of(replaced);
        }
      };
    }

    private boolean replace(Resealed resealed) {
      StoredPin former = resealed.former();
      String id = former.binding().subscriberId();
      boolean isCurrent = resealed.rememberedHash() != null;
      return (isCurrent ? pins : history)
          .computeIfPresent(
              id,
              (key, row) -> {
                if (row.hash().equals(former.hash()) && isCurrent) {
                  remembered.put(id, resealed.rememberedHash());
                }
                return row.hash().equals(former.hash())
                    ? new StoredPin(row.binding(), resealed.hash(), row.terms())
                    : row;
              })
          .hash()
          .equals(resealed.hash());
    }

    RewrapRuns runs() {
      return new RewrapRuns() {
        @Override
        void order(String activeKeyId) {
          wanted = activeKeyId;
          due = true;
          holder = null;
        }

        @Override
        boolean claim(String activeKeyId, UUID by) {
          if (!due || holder != null || !wanted.equals(activeKeyId)) {
            return false;
          }
          holder = by;
          return true;
        }

        @Override
        void finish(UUID by, Duration until) {
          due = false;
          holder = null;
          pause = until;
        }
      };
    }

    void addPins(int count, PinTerms terms) {
      IntStream.range(0, count)
          .mapToObj("worker-%04d"::formatted)
          .forEach(
              id -> {
                PinBinding place = new PinBinding(id, "pin-of-" + id, 5);
                String hash = HASHED.sealFor(place, terms).encoded();
                pins.put(id, new StoredPin(place, hash, terms));
                remembered.put(id, HASHED.sealForHistory(place).encoded());
              });
    }

    void addToHistory(String id) {
      PinBinding place = new PinBinding(id, "pin-of-" + id, 4);
      history.put(id, new StoredPin(place, HASHED.sealForHistory(place).encoded(), PinTerms.OWN));
    }
  }

  private KeyRotation node(WrapKeys keys) {
    return new KeyRotation(
        tables.rows(),
        tables.runs(),
        PinFixtures.hasher(keys),
        keys,
        Clock.systemUTC(),
        new SecureRandom());
  }

  /** Steps until the node has nothing more to do at once. */
  private static void run(KeyRotation node) {
    int steps = 1;
    while (node.step().equals(BETWEEN_BATCHES)) {
      assertThat(++steps).as("steps of a run that should have ended").isLessThan(10);
    }
  }

  private void assertVerifiesUnderTheFreshKeyAlone(StoredPin pin) {
    PinHasher hasher = PinFixtures.hasher(FRESH);
    PinHash hash = PinHash.parse(pin.hash());
    assertThat(hasher.compare(PIN, hash, pin.binding(), pin.terms()).matches()).isTrue();
  }

  private static void assertIsAnEntryUnderTheFreshKeyAlone(String stored, PinBinding place) {
    PinHasher hasher = PinFixtures.hasher(FRESH);
    PinHash hash = PinHash.parse(stored);
    HashedPin same = hasher.hash(PIN, hash);
    assertThat(hasher.isAmong(PIN, same, List.of(new RememberedPin(hash, place)))).isTrue();
    assertThatExceptionOfType(UnreadablePinHash.class)
        .isThrownBy(() -> hasher.compare(PIN, hash, place, PinTerms.OWN));
  }

  @Test
  void everyHashIsSealedAnewInSmallBatchesAndKeepsItsPlaceAndTerms() {
    tables.addPins(KeyRotation.BATCH + 1, TEMPORARY);
    tables.addToHistory("worker-0000");

    run(node(BOTH));

    assertThat(tables.batches).containsExactly(KeyRotation.BATCH, 2);
    assertThat(tables.pins.values()).allSatisfy(this::assertVerifiesUnderTheFreshKeyAlone);
    assertThat(tables.pins.values()).allMatch(pin -> pin.terms().equals(TEMPORARY));
    tables.pins.forEach(
        (id, pin) ->
            assertIsAnEntryUnderTheFreshKeyAlone(tables.remembered.get(id), pin.binding()));
    StoredPin entry = tables.history.get("worker-0000");
    assertIsAnEntryUnderTheFreshKeyAlone(entry.hash(), entry.binding());
    assertThat(warnings).isEmpty();
  }

  @Test
  void runsFollowUntilOneHasNothingToDo() {
    tables.addPins(1, PinTerms.OWN);
    KeyRotation node = node(BOTH);

    run(node);
    assertThat(tables.pause).isEqualTo(BETWEEN_LOOKS);
    tables.due = true;
    run(node);

    assertThat(tables.batches).containsExactly(1, 0);
    assertThat(tables.pause).isEqualTo(BETWEEN_CLEAN_RUNS);
  }

  @Test
  void anotherNodeGoesOnWhereOneDied() {
    tables.addPins(KeyRotation.BATCH * 2 + 1, PinTerms.OWN);
    KeyRotation first = node(BOTH);
    KeyRotation second = node(BOTH);
    tables.runs().order("k2");
    second.step();
    first.step();

    assertThat(second.step()).as("the first one started last").isEqualTo(BETWEEN_LOOKS);
    assertThat(second.step()).as("the first one holds the lease").isEqualTo(BETWEEN_LOOKS);
    tables.holder = null;
    run(second);

    assertThat(tables.batches).containsExactly(KeyRotation.BATCH, KeyRotation.BATCH, 1);
    assertThat(tables.pins.values()).allSatisfy(this::assertVerifiesUnderTheFreshKeyAlone);
  }

  @Test
  void aNodeThatHasLostTheLeaseReplacesNothing() {
    tables.addPins(3, PinTerms.OWN);
    tables.beforeTheNextWrite = () -> tables.holder = UUID.randomUUID();

    assertThat(node(BOTH).step()).isEqualTo(BETWEEN_LOOKS);

    assertThat(tables.pins.values()).allMatch(pin -> pin.hash().contains("keyid=k1$"));
  }

  @Test
  void aPinThatIsResetMeanwhileWins() {
    tables.addPins(2, PinTerms.OWN);
    PinBinding reset = new PinBinding("worker-0001", "pin-of-worker-0001", 6);
    StoredPin winner = new StoredPin(reset, HASHED.sealFor(reset, TEMPORARY).encoded(), TEMPORARY);
    tables.beforeTheNextWrite = () -> tables.pins.put("worker-0001", winner);
    KeyRotation node = node(BOTH);

    run(node);
    assertThat(tables.pins.get("worker-0001")).isSameAs(winner);
    assertThat(tables.batches).containsExactly(1);
    tables.due = true;
    run(node);

    assertVerifiesUnderTheFreshKeyAlone(tables.pins.get("worker-0001"));
    assertThat(tables.pins.get("worker-0001").generation()).isEqualTo(6);
  }

  @Test
  @DisplayName("A row that was copied or altered is not sealed anew under another wrap key.")
  void aHashThatDoesNotOpenStopsNothingAndIsCountedInOneWarning() {
    tables.addPins(4, PinTerms.OWN);
    StoredPin good = tables.pins.get("worker-0000");
    StoredPin copied =
        new StoredPin(good.binding(), tables.pins.get("worker-0003").hash(), PinTerms.OWN);
    StoredPin altered =
        new StoredPin(
            tables.pins.get("worker-0001").binding(),
            tables.pins.get("worker-0001").hash(),
            TEMPORARY);
    StoredPin malformed =
        new StoredPin(tables.pins.get("worker-0002").binding(), "junk", PinTerms.OWN);
    tables.pins.put("worker-0000", copied);
    tables.pins.put("worker-0001", altered);
    tables.pins.put("worker-0002", malformed);
    KeyRotation node = node(BOTH);

    run(node);
    tables.due = true;
    run(node);

    assertThat(tables.pins)
        .containsEntry("worker-0000", copied)
        .containsEntry("worker-0001", altered)
        .containsEntry("worker-0002", malformed);
    assertVerifiesUnderTheFreshKeyAlone(tables.pins.get("worker-0003"));
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("QRPIN0025W: 3 hashes do not open")
        .doesNotContain("worker", "argon2id", "junk");
  }

  @Test
  void theWalkPassesManyHashesThatDoNotOpen() {
    tables.addPins(KeyRotation.BATCH + 1, PinTerms.OWN);
    StoredPin last = tables.pins.get("worker-0200");
    tables.pins.replaceAll((id, pin) -> new StoredPin(pin.binding(), last.hash(), pin.terms()));

    run(node(BOTH));

    assertVerifiesUnderTheFreshKeyAlone(tables.pins.get("worker-0200"));
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("QRPIN0025W: 200 hashes do not open");
  }

  @Test
  void aHashWhoseKeyIsMissingIsLeftAsItIs() {
    tables.addPins(1, PinTerms.OWN);
    StoredPin before = tables.pins.get("worker-0000");

    run(node(FRESH));

    assertThat(tables.pins.get("worker-0000")).isSameAs(before);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void nodesWithDifferentActiveKeysDoNotUndoEachOthersWork() {
    tables.addPins(1, PinTerms.OWN);
    KeyRotation earlier = node(PinFixtures.keys(1, 2));
    earlier.step();

    run(node(BOTH));
    tables.due = true;
    run(earlier);

    assertVerifiesUnderTheFreshKeyAlone(tables.pins.get("worker-0000"));
  }
}
