package io.qrpin.credential;

import io.qrpin.attempts.LockColumns;
import io.qrpin.badge.QrCodeKind;
import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.subscriber.Spellings;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows of a credential while a transaction changes them: entities by JPA, and two statements
 * that JPA cannot express. {@link #createAndLock} and {@link #lock} find an id in any spelling; all
 * else takes the spelling of the rows.
 */
@ApplicationScoped
class CredentialStore {

  /**
   * One statement, because another transaction could create or delete the row after a look. The row
   * has the spelling of the id that method or ledger have already.
   */
  private static final Sql CREATE_AND_LOCK =
      Sql.of(
          """
          with known as (
            select subscriber_id from qr_code_pin_method where subscriber_id in (:spelling_1, :spelling_2, :spelling_3)
            union all
            %s
          )
          insert into qr_code_pin_method (subscriber_id, id, created_at)
          values (coalesce((select subscriber_id from known limit 1), :subscriber), :id,
                  clock_timestamp())
          on conflict (subscriber_id) do update set id = qr_code_pin_method.id
          returning subscriber_id, id = :id as is_new
          """
              .formatted(LockColumns.KNOWN));

  /**
   * CTEs do not see each other's writes, so the inserted row is counted separately. A hash of the
   * former format is sealed for the history too.
   */
  private static final Sql REMEMBER =
      Sql.of(
          """
          with kept as (
            insert into remembered_pin (subscriber_id, generation, pin_id, hash, replaced_at)
            select subscriber_id, generation, id, coalesce(remembered_hash, hash), :now
              from qr_pin
             where subscriber_id = :subscriber and :most > 0
                on conflict do nothing
            returning generation
          )
          delete from remembered_pin r
           where r.subscriber_id = :subscriber
             and :most <= (select count(*) from kept)
                          + (select count(*)
                               from remembered_pin n
                              where n.subscriber_id = r.subscriber_id
                                and n.generation > r.generation)
          returning 1
          """);

  @PersistenceContext(unitName = "qrpin")
  private EntityManager entityManager;

  private Database database;

  protected CredentialStore() {}

  @Inject
  CredentialStore(Database database) {
    this.database = database;
  }

  /**
   * A method that is locked.
   *
   * @param subscriber its owner, as the rows spell the id
   * @param isNew whether it was created just now
   */
  record Locked(SubscriberId subscriber, boolean isNew) {}

  /** Locks the subscriber's method and creates it first if it is missing. */
  Locked createAndLock(SubscriberId subscriber, UUID id) {
    return database
        .joined(
            Spellings.bind(CREATE_AND_LOCK, subscriber)
                .with("subscriber", subscriber.value())
                .with("id", id),
            row ->
                new Locked(
                    new SubscriberId(row.getString("subscriber_id")), row.getBoolean("is_new")))
        .get(0);
  }

  /** Locks the subscriber's method and reads it again; empty if there is none. */
  Optional<QrCodePinMethod> lock(SubscriberId subscriber) {
    return subscriber.spellings().stream()
        .map(spelling -> locked(QrCodePinMethod.class, spelling))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Locks the subscriber's PIN and reads it again; empty if there is none. */
  Optional<QrPin> lockPin(SubscriberId subscriber) {
    return locked(QrPin.class, subscriber.value());
  }

  private <E> Optional<E> locked(Class<E> entity, String subscriber) {
    return Optional.ofNullable(
        entityManager.find(entity, subscriber, LockModeType.PESSIMISTIC_WRITE));
  }

  boolean hasPin(SubscriberId subscriber) {
    return entityManager.find(QrPin.class, subscriber.value()) != null;
  }

  /** Locks the subscriber's codes and reads them again, expired ones too. */
  List<StoredCode> lockCodes(SubscriberId subscriber) {
    return entityManager
        .createQuery(
            "select c from StoredCode c where c.subscriberId = :subscriber", StoredCode.class)
        .setParameter("subscriber", subscriber.value())
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  Optional<StoredCode> lockCode(SubscriberId subscriber, QrCodeKind kind) {
    return lockCodes(subscriber).stream().filter(code -> code.details().kind() == kind).findFirst();
  }

  /**
   * Keeps the current PIN in the history and removes what the history no longer needs.
   *
   * @param most the number of PINs in the history, 0 or more
   */
  void remember(SubscriberId subscriber, int most, Instant now) {
    database.joined(
        REMEMBER.with("subscriber", subscriber.value()).with("most", most).with("now", now),
        row -> true);
  }

  void add(Object entity) {
    entityManager.persist(entity);
    flush();
  }

  /** Removes an entity; the foreign keys delete everything that belongs to a method. */
  void remove(Object entity) {
    entityManager.remove(entity);
    flush();
  }

  /**
   * Sends all changes to the database, so that its constraints are checked before an event is fired
   * and later reads of the transaction see the changes.
   */
  void flush() {
    entityManager.flush();
  }
}
