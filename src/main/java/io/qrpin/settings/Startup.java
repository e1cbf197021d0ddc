package io.qrpin.settings;

import io.qrpin.access.AccessSettings;
import io.qrpin.access.DeskPolicy;
import io.qrpin.access.PlainHttp;
import io.qrpin.access.TrustedProxies;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.audit.ChainPolicy;
import io.qrpin.badge.SymbolFormat;
import io.qrpin.configuration.MethodConfigurations;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.credential.KeyCensus;
import io.qrpin.credential.KeyUse;
import io.qrpin.database.DatabaseUnavailable;
import io.qrpin.hashing.PinHasher;
import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.retention.RetentionPolicy;
import io.qrpin.settings.Settings.InvalidSetting;
import io.qrpin.signin.ParallelAttempts;
import io.qrpin.signin.RefusalFloor;
import io.qrpin.subscriber.SqlUserDirectory;
import io.qrpin.subscriber.UserDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prepares the schema and makes every object that depends on settings before anything is served. A
 * wrong setting stops the start with one clear message.
 */
@ApplicationScoped
class Startup {

  /**
   * Each is made once, and fails when its settings are wrong. The schema comes first, because the
   * first-run server makes the key store with the data source of the schema.
   */
  private static final List<Class<?>> MADE_FROM_SETTINGS =
      List.of(
          PinHasher.class,
          ChainPolicy.class,
          IssuancePolicy.class,
          ThrottlingPolicy.class,
          ParallelAttempts.class,
          RefusalFloor.class,
          SqlUserDirectory.Queries.class,
          SymbolFormat.class,
          AccessSettings.class,
          DeskPolicy.class,
          TrustedProxies.class,
          PlainHttp.class,
          RetentionPolicy.class);

  private static final Log LOG = Log.of(Startup.class);

  private static final String CERTIFICATE = "qrpin.tls.certificate";

  /** The shipped server sets it to the same file. Other servers may have no such file. */
  private static final String CERTIFICATE_FILE = "qrpin.tls.certificate.file";

  private Settings settings;
  private DataSources dataSources;
  private Schema schema;
  private Instance<Object> beans;

  protected Startup() {}

  @Inject
  Startup(Settings settings, DataSources dataSources, Schema schema, Instance<Object> beans) {
    this.settings = settings;
    this.dataSources = dataSources;
    this.schema = schema;
    this.beans = beans;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    try {
      requireCertificate();
      dataSources.requireAll();
      schema.prepare();
      MADE_FROM_SETTINGS.forEach(type -> beans.select(type).get());
      requireGroups(
          beans.select(AccessSettings.class).get(), beans.select(UserDirectory.class).get());
      requireKeys(beans.select(KeyCensus.class).get(), settings.list("qrpin.wrap-keys.lost"));
      logIfDisabled(beans.select(MethodConfigurations.class).get());
    } catch (RuntimeException e) {
      logRefusal(e);
      throw e;
    }
  }

  static void logRefusal(RuntimeException e) {
    LOG.add(Message.START_REFUSED.with("cause", firstCause(e)).with("section", section(e)));
  }

  /** Where the README explains what was wrong. */
  private static String section(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSetting) {
        return "Settings";
      }
      if (cause instanceof MissingWrapKey) {
        return "Wrap keys";
      }
    }
    return "Deploy it";
  }

  /** Logs a disabled method, because a worker sees the same refusal as for a wrong PIN. */
  private static void logIfDisabled(MethodConfigurations configurations) {
    try {
      if (!configurations.committed().enabled()) {
        LOG.add(Message.METHOD_DISABLED.entry());
      }
    } catch (DatabaseUnavailable e) {
      // A DBA may create the tables later.
      LOG.add(Message.CONFIGURATION_UNREADABLE.because(e));
    }
  }

  /** Without the check a server would start that no client can reach, or make a certificate. */
  private void requireCertificate() {
    settings
        .text(CERTIFICATE_FILE)
        .filter(file -> !Files.isReadable(Path.of(file)))
        .ifPresent(
            file -> {
              throw new InvalidSetting(CERTIFICATE, "names a file that does not exist");
            });
  }

  /**
   * Without a key its PINs do not verify, and nobody would see that before the workers do.
   *
   * @param lost the ids of keys that are gone for good, in any case
   */
  static void requireKeys(KeyCensus census, List<String> lost) {
    try {
      List<KeyUse> missing =
          census.take().stream()
              .filter(use -> !use.isInKeyStore())
              .filter(use -> lost.stream().noneMatch(use.keyId()::equalsIgnoreCase))
              .toList();
      if (!missing.isEmpty()) {
        throw new MissingWrapKey(missing);
      }
    } catch (DatabaseUnavailable e) {
      // Without tables, which a DBA may create later, no PIN depends on a key.
      LOG.add(Message.KEYS_UNCOUNTED.because(e));
    }
  }

  /** Hashes depend on keys that the key store does not have. */
  static final class MissingWrapKey extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MissingWrapKey(List<KeyUse> missing) {
      super(
          missing.stream()
              .map(
                  use ->
                      "the key store lacks the wrap key \"%s\", on which %d PINs and %d remembered PINs depend"
                          .formatted(use.keyId(), use.pins(), use.rememberedPins()))
              .collect(Collectors.joining("; ")));
    }
  }

  /** Without groups the protection of groups would protect nobody, and nobody would see it. */
  static void requireGroups(AccessSettings access, UserDirectory directory) {
    if (!access.protectedGroups().isEmpty() && !directory.knowsGroups()) {
      throw new InvalidSetting(
          "qrpin.access.protected-groups",
          "protects nobody, because the directory returns no groups: the queries of"
              + " qrpin.directory.query-by-id and qrpin.directory.query-by-name need the column"
              + " groups, and another UserDirectory needs knowsGroups");
    }
  }

  /**
   * The first failure. A Flyway failure of a second try carries the one of the first try, and
   * servers log only the last and outermost. The message of the database's driver is kept, because
   * a cause in it, such as "Signature does not match.", does not say where it was. A wrong setting
   * says everything itself.
   */
  static String firstCause(Throwable failure) {
    if (isFlyways(failure) && failure.getSuppressed().length > 0) {
      return firstCause(failure.getSuppressed()[0]);
    }
    if (failure.getCause() == null || failure instanceof InvalidSetting) {
      return message(failure);
    }
    String first = firstCause(failure.getCause());
    return failure instanceof SQLException && !message(failure).contains(first)
        ? message(failure) + ": " + first
        : first;
  }

  /** By the name, because an application may leave Flyway out. */
  private static boolean isFlyways(Throwable failure) {
    return failure.getClass().getName().startsWith("org.flywaydb.");
  }

  private static String message(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
