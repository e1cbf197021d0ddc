package io.qrpin.rest.filters;

import io.qrpin.access.AccessControl;
import io.qrpin.access.AccessSettings;
import io.qrpin.access.Caller;
import io.qrpin.access.Operation;
import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes, in nanoseconds, to read a caller from a verified token, and to decide whether
 * they may reset a worker's PIN.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class OperationBenchmark {

  private static final String PERMISSION = "UserAuthenticationMethod.ReadWrite.All";
  private static final String AUTHENTICATION_ADMINISTRATOR = "c4e39bd9-1100-46d3-8c65-fb160da0071f";

  private AccessSettings settings =
      new AccessSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of("bosses"),
          Set.of("trusted-app"),
          false,
          true);
  private JsonWebToken token =
      Tokens.token(
          Map.of(
              "scp",
              PERMISSION,
              "oid",
              "admin-1",
              "azp",
              "an-app",
              "wids",
              List.of(AUTHENTICATION_ADMINISTRATOR)));
  private Caller administrator =
      io.qrpin.access.Tokens.delegated(
          "admin-1", PERMISSION, List.of(AUTHENTICATION_ADMINISTRATOR));
  private Caller application = io.qrpin.access.Tokens.application("an-app", PERMISSION);
  private Operation operation = Operation.RESET_PIN;
  private Subscriber worker =
      new Subscriber(
          new SubscriberId("worker-1"),
          "w1@contoso.example",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of("nurses"));
  private AccessControl access =
      new AccessControl(
          settings,
          new UserDirectory() {
            @Override
            public Optional<Subscriber> findById(SubscriberId id) {
              return Optional.of(worker);
            }

            @Override
            public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
              return Optional.empty();
            }
          });

  @Benchmark
  public Object readCaller() {
    return Caller.of(TokenClaims.of(token), settings);
  }

  @Benchmark
  public boolean administrator() {
    return mayReset(administrator);
  }

  @Benchmark
  public boolean application() {
    return mayReset(application);
  }

  private boolean mayReset(Caller caller) {
    return access.decide(operation, caller, "worker-1") instanceof AccessControl.Allowed;
  }
}
