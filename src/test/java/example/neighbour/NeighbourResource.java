package example.neighbour;

import com.goterl.lazysodium.LazySodiumJava;
import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.exceptions.SodiumException;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.sun.jna.Native;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.logging.Logger;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The neighbour's resources. Each answer is always the same. */
@Path("/")
@Produces("text/plain")
@ApplicationScoped
public class NeighbourResource {

  @Inject private Clock clock;
  @Inject private SecureRandom random;
  @Inject private Logger log;

  /** The unit name is missing, because the application has only one. */
  @PersistenceContext private EntityManager entities;

  private LazySodiumJava sodium;

  @PostConstruct
  void load() {
    sodium = new LazySodiumJava(new SodiumJava(LibraryLoader.Mode.BUNDLED_ONLY));
  }

  @GET
  @Path("articles")
  public String articles() {
    List<Article> all =
        entities
            .createQuery("select a from Article a order by a.name", Article.class)
            .getResultList();
    log.info(() -> "neighbour shows " + all.size() + " articles");
    return all.toString();
  }

  @PUT
  @Path("articles/{name}")
  @Transactional
  public String put(
      @PathParam("name") String name, @QueryParam("price") @DefaultValue("1") int price) {
    return entities.merge(new Article(name, price)).toString();
  }

  @GET
  @Path("beans")
  public String beans() {
    return clock.instant() + " " + random.nextInt() + " " + log.getName();
  }

  @GET
  @Path("libraries")
  public String libraries() throws SodiumException {
    return "Bouncy Castle %s, JNA %s, libsodium %s"
        .formatted(
            new BouncyCastleProvider().getVersionStr(),
            Native.class.getPackage().getImplementationVersion(),
            sodium.cryptoHashSha256("neighbour"));
  }

  @GET
  @Path("me")
  public String me(@Context SecurityContext security) {
    return security.getAuthenticationScheme() + " " + security.getUserPrincipal().getName();
  }

  @GET
  @Path("failure")
  public String failure() {
    throw new IllegalStateException("on purpose");
  }
}
