package io.qrpin.signin;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many attempts with one badge, or of one owner without a badge, are under way on this
 * node, so that one badge does not take the room of all workers. A badge that is not genuine has
 * the same bound, so that an attacker cannot recognise a genuine one by it. This class keeps only
 * the counts of attempts under way. Thread safe.
 */
public final class ParallelAttempts {

  public static final int MAX_AT_ONCE = 10_000;

  private final int atOnce;

  /** By the digest of the badge's secret, or by the owner's id. */
  private final Map<Object, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * @param atOnce attempts at once with one badge, 1 to {@value #MAX_AT_ONCE}
   * @throws IllegalArgumentException when it is out of its range
   */
  public ParallelAttempts(int atOnce) {
    if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
      throw new IllegalArgumentException("atOnce must be 1 to " + MAX_AT_ONCE);
    }
    this.atOnce = atOnce;
  }

  /** Attempts at once with one badge. */
  public int atOnce() {
    return atOnce;
  }

  /** An attempt under way. Close it when it ends. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins an attempt; empty when as many as may be are under way. A text that is no badge is not
   * counted.
   */
  Optional<Place> enter(Claim claim) {
    Optional<Object> shown = shown(claim);
    return shown.isEmpty() || count(shown.get())
        ? Optional.of(() -> shown.ifPresent(this::leave))
        : Optional.empty();
  }

  private static Optional<Object> shown(Claim claim) {
    return claim instanceof Claim.ByOwner byOwner
        ? Optional.of(byOwner.owner().id())
        : ((Claim.ByBadge) claim).badge().map(badge -> ByteBuffer.wrap(badge.token().digest()));
  }

  private boolean count(Object shown) {
    boolean fits = underWay.merge(shown, 1, Integer::sum) <= atOnce;
    if (!fits) {
      leave(shown);
    }
    return fits;
  }

  private void leave(Object shown) {
    underWay.computeIfPresent(shown, (same, many) -> many == 1 ? null : many - 1);
  }

  /** How many badges and owners have an attempt under way. */
  int size() {
    return underWay.size();
  }
}
