package io.qrpin.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * Prepares the server that Arquillian starts: the production configuration, without the application
 * that Arquillian deploys. {@code arquillian.xml} reads the properties that are set here.
 */
public final class ArquillianServer implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Layout.class);
  }

  /** Called once, before Arquillian reads its configuration. */
  static final class Layout {

    void layOut(@Observes(precedence = 1) ManagerStarted event) {
      EmbeddedPostgres postgres = Database.startPostgres();
      LibertyServer server =
          LibertyServer.named("arquillian")
              .using(Database.createIn(postgres))
              .believing(new Tokens())
              .wrappingWithNewKey()
              .layOutForArquillian();
      System.setProperty("it.arquillian.installation", server.installation().toString());
      System.setProperty("it.arquillian.user.folder", server.userFolder().toString());
      System.setProperty("it.arquillian.http.port", String.valueOf(server.port()));
    }
  }
}
