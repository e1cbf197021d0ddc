package io.qrpin.settings;

import io.qrpin.access.AccessSettings;
import io.qrpin.attempts.ThrottlingPolicy;
import io.qrpin.badge.ErrorCorrection;
import io.qrpin.credential.IssuancePolicy;
import io.qrpin.hashing.PinHasher;
import io.qrpin.retention.RetentionPolicy;
import io.qrpin.subscriber.DirectoryQueries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

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
          IssuancePolicy.class,
          ThrottlingPolicy.class,
          DirectoryQueries.class,
          ErrorCorrection.class,
          AccessSettings.class,
          RetentionPolicy.class);

  private Schema schema;
  private Instance<Object> beans;

  protected Startup() {}

  @Inject
  Startup(Schema schema, Instance<Object> beans) {
    this.schema = schema;
    this.beans = beans;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    schema.prepare();
    MADE_FROM_SETTINGS.forEach(type -> beans.select(type).get());
  }
}
