package io.qrpin.badge;

import io.qrpin.pin.SeededRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to draw a badge's symbol at the default error correction, in milliseconds, on
 * average over many badges, because some are drawn with several masks until one is clear.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class QrSymbolBenchmark {

  private static final int BADGES = 256;

  private final byte[][] texts = new byte[BADGES][];
  private int next;

  @Setup
  public void issue() {
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < BADGES; i++) {
      BadgeText badge = BadgeText.of(QrToken.random(random));
      texts[i] = badge.expose(byte[]::clone);
    }
  }

  @Benchmark
  public QrSymbol draw() {
    next = (next + 1) % BADGES;
    return QrSymbol.draw(texts[next], SymbolFormat.STANDARD);
  }
}
