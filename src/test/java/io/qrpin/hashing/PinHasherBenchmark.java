package io.qrpin.hashing;

import io.qrpin.hashing.PinHasher.PinComparison;
import io.qrpin.pin.Pin;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long hashing a new PIN and comparing one with what is stored take, in milliseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PinHasherBenchmark {

  /** Two of the sets of OWASP's Password Storage Cheat Sheet: memory in KiB and passes. */
  public enum Cost {
    M7168_T5(Argon2Parameters.OWASP),
    M19456_T2(new Argon2Parameters(19_456, 2));

    private final Argon2Parameters parameters;

    Cost(Argon2Parameters parameters) {
      this.parameters = parameters;
    }
  }

  @Param({Argon2Providers.LIBSODIUM, Argon2Providers.BOUNCY_CASTLE})
  private String provider;

  @Param private Cost cost;

  private Argon2id argon2id;
  private PinHasher hasher;
  private Pin pin;
  private PinHash stored;

  @Setup
  public void store() {
    argon2id = Argon2Providers.choose(provider, 1).argon2id();
    hasher = new PinHasher(argon2id, cost.parameters, PinFixtures.keys(1), new SecureRandom());
    pin = PinFixtures.pin("35387687");
    stored = hasher.hash(pin).sealFor(PinFixtures.HERE, PinTerms.OWN);
  }

  @TearDown
  public void close() {
    argon2id.close();
  }

  @Benchmark
  public HashedPin hash() {
    return hasher.hash(pin);
  }

  @Benchmark
  public PinComparison compare() {
    return hasher.compare(pin, stored, PinFixtures.HERE, PinTerms.OWN);
  }
}
