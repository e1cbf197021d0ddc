package io.qrpin.pin;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long the review of a PIN by the standard rules takes, in microseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PinPolicyBenchmark {

  private PinPolicy policy = PinPolicy.standard();
  private Pin strong = Pin.of("35387687").orElseThrow();
  private Pin weak = Pin.of("20022002").orElseThrow();
  private PersonalData personal =
      new PersonalData(
          Optional.of(LocalDate.of(2002, 2, 20)),
          Optional.of("+49 30 5550199"),
          Optional.of("771234"),
          Optional.of("w1@contoso.example"));

  @Benchmark
  public PinReview accepted() {
    return policy.review(strong, personal);
  }

  /** Six rules are broken. */
  @Benchmark
  public PinReview tooWeak() {
    return policy.review(weak, personal);
  }
}
