package io.qrpin.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server with a database and an issuer that it trusts, started once for all tests. Each test
 * hires its own workers, so that tests do not disturb each other.
 */
final class Shop implements AutoCloseable {

  final EmbeddedPostgres postgres = Database.startPostgres();
  final Database database = Database.createIn(postgres);
  final Tokens tokens = new Tokens();
  private final LibertyServer.Plan plan =
      LibertyServer.named("shop")
          .using(database)
          .believing(tokens)
          .wrappingWithNewKey()
          // Fifty resets at once take longer than the standard queue where the machine has other
          // work.
          .with("qrpin.hashing.queue", "PT30S")
          .with("qrpin.access.protected-groups", "executives, directors")
          .with("qrpin.access.trusted-applications", "client-trusted");
  final Verifier verifier = new Verifier(database, plan);
  final LibertyServer server = plan.start();
  final Api api = new Api(server.root());

  Worker hire(String... groups) {
    return hireAs(UUID.randomUUID().toString(), groups);
  }

  Worker hireAs(String id, String... groups) {
    return Worker.hiredIn(database, id, groups);
  }

  @Override
  public void close() throws IOException {
    server.close();
    postgres.close();
  }

  /** Passes the one shop to every test that has a parameter for it. */
  static final class Keeper implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(Shop.class))
          .getOrComputeIfAbsent(Shop.class, key -> new Shop(), Shop.class);
    }
  }
}
