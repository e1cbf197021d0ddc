package io.qrpin.settings;

import io.qrpin.pin.PinHasher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/**
 * What must be right before anything is served. Whatever is not, stops the start with one clear
 * message.
 */
@ApplicationScoped
class Startup {

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
    beans.select(PinHasher.class).get();
  }
}
