package io.qrpin.credential;

import static io.qrpin.database.Database.instant;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.hashing.PinBinding;
import io.qrpin.hashing.PinTerms;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/**
 * The stored hashes of all workers, by the wrap key of their seal. A read of all of them outlasts
 * the time-out of an attempt, so the reads are transactions, which have a longer one.
 */
@ApplicationScoped
class SealRows {

  /** There are few keys and costs, and so few groups. The parts of a hash are between dollars. */
  private static final Sql COUNT =
      Sql.of(
          """
          select parameters, sum(pins) as pins, sum(remembered_pins) as remembered_pins
            from (select split_part(hash, '$', 4) as parameters, count(*) as pins,
                         0 as remembered_pins
                    from qr_pin group by 1
                  union all
                  select split_part(remembered_hash, '$', 4), 0, count(*)
                    from qr_pin where remembered_hash is not null group by 1
                  union all
                  select split_part(hash, '$', 4), 0, count(*)
                    from remembered_pin group by 1) each_column
           group by parameters
           order by parameters
          """);

  /** Both parts read a primary key in its order, so that a page of many costs a page. */
  private static final Sql PAGE =
      Sql.of(
          """
          select subscriber_id, pin_id, generation, hash, change_required, expires_at, is_current
            from ((select subscriber_id, id as pin_id, generation, hash, change_required,
                          expires_at, true as is_current
                     from qr_pin
                    where (subscriber_id, generation) > (:after, :after_generation)
                      and (position(:seal in hash) = 0 or position(:seal in remembered_hash) = 0)
                    order by subscriber_id, generation limit :most)
                  union all
                  (select subscriber_id, pin_id, generation, hash, false, null, false
                     from remembered_pin
                    where (subscriber_id, generation) > (:after, :after_generation)
                      and position(:seal in hash) = 0
                    order by subscriber_id, generation limit :most)) as otherwise_sealed
           order by subscriber_id, generation limit :most
          """);

  /**
   * Writes only where the lease holds and a row still has the hash that was read. A row that
   * somebody has locked is left alone, and nobody waits. It changes no other column, because the
   * PIN stays the same.
   */
  private static final Sql REPLACE =
      Sql.of(
          """
          with held as (
            update rewrap_run set lease_until = %s where holder = :holder returning 1
          ), sealed as (
            select * from unnest(:subscribers, :generations, :stored, :hashes, :remembered)
                       as s (subscriber_id, generation, stored, hash, remembered_hash), held
          ), free_pin as (
            select p.subscriber_id, s.hash, s.remembered_hash
              from qr_pin p
              join sealed s on s.subscriber_id = p.subscriber_id and s.generation = p.generation
                           and s.stored = p.hash and s.remembered_hash is not null
               for no key update of p skip locked
          ), pins as (
            update qr_pin p
               set hash = f.hash, remembered_hash = f.remembered_hash
              from free_pin f
             where p.subscriber_id = f.subscriber_id
            returning 1
          ), free_entry as (
            select r.subscriber_id, r.generation, s.hash
              from remembered_pin r
              join sealed s on s.subscriber_id = r.subscriber_id and s.generation = r.generation
                           and s.stored = r.hash and s.remembered_hash is null
               for no key update of r skip locked
          ), entries as (
            update remembered_pin r
               set hash = f.hash
              from free_entry f
             where r.subscriber_id = f.subscriber_id and r.generation = f.generation
            returning 1
          )
          select (select count(*) from held) as held,
                 (select count(*) from pins) + (select count(*) from entries) as replaced
          """
              .formatted(RewrapRuns.LEASE));

  private Database database;

  protected SealRows() {}

  @Inject
  SealRows(Database database) {
    this.database = database;
  }

  /**
   * The number of hashes with the same parameters.
   *
   * @param parameters as the hashes have them; malformed if a hash is
   */
  record Count(String parameters, long pins, long rememberedPins) {}

  @Transactional
  List<Count> countBySeal() {
    return database.joined(
        COUNT.bound(),
        row ->
            new Count(
                row.getString("parameters"), row.getLong("pins"), row.getLong("remembered_pins")));
  }

  /** The place in the walk through all hashes after which a page begins. */
  record Position(String subscriberId, int generation) {

    static final Position BEGINNING = new Position("", 0);
  }

  /** A hash whose seal is not the wanted one. Silent. */
  static final class OtherwiseSealed {
    private final StoredPin pin;
    private final boolean isCurrent;

    OtherwiseSealed(StoredPin pin, boolean isCurrent) {
      this.pin = pin;
      this.isCurrent = isCurrent;
    }

    StoredPin pin() {
      return pin;
    }

    /** Whether it is the current PIN, and no entry of the history. */
    boolean isCurrent() {
      return isCurrent;
    }

    Position position() {
      return new Position(pin.binding().subscriberId(), pin.generation());
    }

    @Override
    public String toString() {
      return "OtherwiseSealed[hidden]";
    }
  }

  /**
   * Reads one page of the hashes that are not sealed under a key, in the order of subscribers.
   *
   * @param most the number of hashes, 1 or more
   */
  @Transactional
  List<OtherwiseSealed> notUnder(String keyId, Position after, int most) {
    return database.joined(
        PAGE.with("seal", ",keyid=" + keyId + "$")
            .with("after", after.subscriberId())
            .with("after_generation", after.generation())
            .with("most", most),
        SealRows::otherwiseSealed);
  }

  private static OtherwiseSealed otherwiseSealed(ResultSet row) throws SQLException {
    PinBinding place =
        new PinBinding(
            row.getString("subscriber_id"), row.getString("pin_id"), row.getInt("generation"));
    PinTerms terms = new PinTerms(row.getBoolean("change_required"), instant(row, "expires_at"));
    return new OtherwiseSealed(
        new StoredPin(place, row.getString("hash"), terms), row.getBoolean("is_current"));
  }

  /**
   * Replaces hashes whose rows have not changed since they were read, and extends the lease.
   *
   * @return the number of hashes that were replaced; empty, and none was replaced, if the lease was
   *     lost
   */
  OptionalInt replace(UUID holder, List<Resealed> batch) {
    return database
        .alone(
            REPLACE
                .with("holder", holder)
                .with("subscribers", texts(batch, it -> it.former().binding().subscriberId()))
                .with(
                    "generations",
                    batch.stream().mapToInt(it -> it.former().generation()).toArray())
                .with("stored", texts(batch, it -> it.former().hash()))
                .with("hashes", texts(batch, Resealed::hash))
                .with("remembered", texts(batch, Resealed::rememberedHash)),
            row ->
                row.getBoolean("held")
                    ? OptionalInt.of(row.getInt("replaced"))
                    : OptionalInt.empty())
        .get(0);
  }

  private static String[] texts(List<Resealed> batch, Function<Resealed, String> column) {
    return batch.stream().map(column).toArray(String[]::new);
  }
}
