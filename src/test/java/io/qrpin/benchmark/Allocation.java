package io.qrpin.benchmark;

import io.qrpin.benchmark.inside.AllocationServlet;
import io.qrpin.it.LibertyServer;
import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Measures the bytes that a right sign-in allocates without HTTP and JSON: in the server's own
 * thread, around {@code SignIn.attempt}, in warm code.
 */
final class Allocation {

  private static final int WARM_UP = 1_500;
  private static final int TIMES = 500;

  private final Plant plant;
  private final Claimant claimant;

  Allocation(Plant plant, Claimant claimant) {
    this.plant = plant;
    this.claimant = claimant;
  }

  /** Returns NaN if the server does not answer with the figure. */
  double bytes(String provider) {
    WebArchive measuring =
        ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/qrpin.war"))
            .addClass(AllocationServlet.class);
    LibertyServer server =
        plant
            .another(
                "allocation-" + provider,
                plan ->
                    plan.deploying(Plant.export(measuring, "measuring"))
                        .with("qrpin.argon2.provider", provider))
            .start();
    try {
      ask(server, WARM_UP);
      return ask(server, TIMES).map(Double::parseDouble).orElse(Double.NaN);
    } finally {
      server.close();
    }
  }

  private Optional<String> ask(LibertyServer server, int times) {
    String query =
        "/qrpin/allocation?badge=%s&pin=%s&times=%d"
            .formatted(
                URLEncoder.encode(claimant.badge(), StandardCharsets.UTF_8), claimant.pin(), times);
    return Plant.send(server, new Request("POST", query, plant.relyingParty(), ""), 200);
  }
}
