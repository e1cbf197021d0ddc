package io.qrpin.settings;

import io.qrpin.database.Database;
import io.qrpin.database.Sql;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The database role that serves requests, as opposed to the one that owns the tables and migrates
 * them. It needs few rights; {@code db/grants.sql} lists them.
 */
@ApplicationScoped
class RuntimeRole {

  private static final Log LOG = Log.of(RuntimeRole.class);

  private static final Sql ENCODING = Sql.of("select current_setting(:name) as encoding");

  private static final Sql ROLE =
      Sql.of(
          """
          select current_user as name,
                 exists (select from pg_trigger t join pg_class c on c.oid = t.tgrelid
                          where t.tgname = :trigger
                            and pg_has_role(c.relowner, 'usage')) as is_owner
          """);

  private Database database;

  protected RuntimeRole() {}

  @Inject
  RuntimeRole(Database database) {
    this.database = database;
  }

  /**
   * Names and ids of workers have letters of every script. In another encoding some could be asked
   * for and never found, and a bad letter would be an error of the database.
   *
   * @throws IllegalStateException if the database is not encoded in UTF-8
   */
  void requireUtf8() {
    String encoding =
        database
            .alone(ENCODING.with("name", "server_encoding"), row -> row.getString("encoding"))
            .get(0);
    if (!encoding.equals("UTF8")) {
      throw new IllegalStateException(
          "the database is encoded in "
              + encoding
              + ", and qrpin needs UTF8: create it with encoding 'UTF8' template template0");
    }
  }

  String name() {
    return ask().name();
  }

  /** Warns if nothing but a trigger keeps this role from changing the audit trail. */
  void warnIfOwner() {
    Answer answer = ask();
    if (answer.isOwner()) {
      LOG.add(Message.OWNER_SERVES_REQUESTS.with("role", answer.name()));
    }
  }

  private Answer ask() {
    return database
        .alone(
            ROLE.with("trigger", "credential_event_append_only"),
            row -> new Answer(row.getString("name"), row.getBoolean("is_owner")))
        .get(0);
  }

  private record Answer(String name, boolean isOwner) {}
}
