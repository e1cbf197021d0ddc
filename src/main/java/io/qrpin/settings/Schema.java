package io.qrpin.settings;

import io.qrpin.settings.Settings.InvalidSetting;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Prepares the schema as {@code qrpin.schema} says: it migrates, it only validates, or it does
 * nothing.
 *
 * <p>The data source is not shareable, because Flyway needs two connections at once and sharing
 * would make them one. An application may bind the reference to a data source of its own.
 */
@Resource(
    name = "jdbc/qrpin-schema",
    lookup = "jdbc/qrpin",
    type = DataSource.class,
    shareable = false)
@ApplicationScoped
class Schema {

  private static final String SETTING = "qrpin.schema";
  private static final String NAME = "jdbc/qrpin-schema";
  private static final String GRANTS = "/io/qrpin/db/grants.sql";

  private Settings settings;
  private RuntimeRole runtimeRole;

  protected Schema() {}

  @Inject
  Schema(Settings settings, RuntimeRole runtimeRole) {
    this.settings = settings;
    this.runtimeRole = runtimeRole;
  }

  void prepare() {
    String what = settings.oneOf(SETTING, "migrate", "validate", "none");
    runtimeRole.requireUtf8();
    if (!what.equals("none")) {
      prepare(what.equals("migrate"));
    }
    runtimeRole.warnIfOwner();
  }

  private void prepare(boolean migrates) {
    DataSource owner = dataSource();
    requireAnswer(owner);
    try {
      Migrations migrations = new Migrations(owner, settings.text("qrpin.schema.more-migrations"));
      if (migrates) {
        migrations.apply();
      } else {
        migrations.validate();
      }
    } catch (NoClassDefFoundError e) {
      throw new InvalidSetting(
          SETTING, "needs Flyway, which this application leaves out; only none does not", e);
    }
    if (migrates) {
      grant(owner, runtimeRole.name());
    }
  }

  private static void requireAnswer(DataSource owner) {
    try (Connection connection = owner.getConnection()) {
      connection.getMetaData();
    } catch (SQLException e) {
      throw DataSources.unanswered(NAME, "qrpin.db.owner", e);
    }
  }

  /** Grants what new tables need, so that the first start needs no step in between. */
  private static void grant(DataSource owner, String role) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        InputStream grants = Schema.class.getResourceAsStream(GRANTS)) {
      if (currentUser(statement).equals(role)) {
        return;
      }
      connection.setAutoCommit(false);
      // For this transaction only, because a pooler may lend the session to somebody else.
      try (PreparedStatement set =
          connection.prepareStatement("select set_config('qrpin.runtime_role', ?, true)")) {
        set.setString(1, role);
        set.execute();
      }
      statement.execute(new String(grants.readAllBytes(), StandardCharsets.UTF_8));
      connection.commit();
      connection.setAutoCommit(true);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("the rights of the database role " + role + " failed", e);
    }
  }

  private static String currentUser(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select current_user")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Looked up and not injected, because an application without migrations need not bind it. */
  private static DataSource dataSource() {
    try {
      return InitialContext.doLookup("java:comp/env/" + NAME);
    } catch (NamingException e) {
      throw new IllegalStateException("there is no data source " + NAME, e);
    }
  }
}
