package io.qrpin.benchmark;

import io.qrpin.it.LibertyServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Measures starts, from the command to "ready": of qrpin on an existing schema, and of the same
 * server with an empty application. They take turns, so that both see the same machine.
 */
final class Starts {

  private static final int TIMES = 5;

  private final List<Double> qrpin = new ArrayList<>();
  private final List<Double> empty = new ArrayList<>();

  /**
   * @param plant gives database and keys; its own server is not running
   */
  Starts(Plant plant) {
    LibertyServer withQrpin = plant.another("start-qrpin", plan -> plan).layOut();
    LibertyServer withNothing =
        plant
            .another(
                "start-empty",
                plan ->
                    plan.withoutQrpin()
                        .besides(
                            "empty",
                            Plant.export(
                                ShrinkWrap.create(WebArchive.class)
                                    .addAsWebResource(new StringAsset(""), "index.html"),
                                "empty")))
            .layOut();
    // The first start of a server makes its keys.
    seconds(withQrpin);
    seconds(withNothing);
    for (int i = 0; i < TIMES; i++) {
      qrpin.add(seconds(withQrpin));
      empty.add(seconds(withNothing));
    }
  }

  private static double seconds(LibertyServer server) {
    long start = System.nanoTime();
    server.start();
    double seconds = (System.nanoTime() - start) / 1e9;
    server.close();
    return seconds;
  }

  double secondsWithQrpin() {
    return median(qrpin);
  }

  double secondsOfAnEmptyServer() {
    return median(empty);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted)
        .skip((sorted.length - 1) / 2)
        .limit(sorted.length % 2 == 0 ? 2 : 1)
        .average()
        .orElseThrow();
  }
}
