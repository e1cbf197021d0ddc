package example.neighbour;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Logger;

/** Beans of common types without a qualifier, as many applications have them. */
@ApplicationScoped
public class OwnBeans {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.fixed(Instant.parse("2001-02-03T04:05:06Z"), ZoneOffset.UTC);
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new Dice();
  }

  @Produces
  @Dependent
  Logger logger(InjectionPoint point) {
    return Logger.getLogger(point.getMember().getDeclaringClass().getName());
  }

  /** Always returns 4. */
  private static final class Dice extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public int nextInt() {
      return 4;
    }
  }
}
