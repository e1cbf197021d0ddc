package io.qrpin.badge;

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

/** How long it takes to read a scanned badge and to match its stored digest, in nanoseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class BadgeTextBenchmark {

  private String scanned;
  private byte[] storedDigest;

  @Setup
  public void issue() {
    scanned = BadgeFixtures.textOf(BadgeFixtures.badge());
    storedDigest = BadgeFixtures.zeroToken().digest();
  }

  @Benchmark
  public boolean resolve() {
    return BadgeText.parse(scanned).orElseThrow().token().matches(storedDigest);
  }
}
