package io.qrpin.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * Sends requests over one connection, and opens another one when that breaks. A broken connection
 * never throws: it counts as the status {@link Answers#NONE}. Thread safety: for one thread.
 */
final class Client implements AutoCloseable {

  static final int MOST_TRIES = 100;

  private static final long PAUSE_NANOS = 100_000_000;
  private static final int BUSY = 503;

  private final int port;
  private Exchange exchange;

  /** Connects at once, so that a run does not measure the handshake. */
  Client(int port) {
    this.port = port;
    try {
      exchange = new Exchange(port);
    } catch (IOException e) {
      exchange = null;
    }
  }

  /** Sends a request and returns the status of its answer, or {@link Answers#NONE}. */
  int answer(Request request) {
    try {
      if (exchange == null || exchange.isOver()) {
        close();
        exchange = new Exchange(port);
      }
      return exchange.send(request);
    } catch (IOException | RuntimeException e) {
      close();
      return Answers.NONE;
    }
  }

  /**
   * Sends a request that prepares a run and is not measured. It is repeated while the server is
   * busy.
   *
   * @return the body of the answer, if its status is the expected one
   */
  Optional<String> insist(Request request, int expected) {
    int status = insist(() -> answer(request), () -> LockSupport.parkNanos(PAUSE_NANOS));
    return status == expected ? Optional.of(exchange.body()) : Optional.empty();
  }

  /** Tries at most {@link #MOST_TRIES} times, while the server is busy or the connection breaks. */
  static int insist(IntSupplier request, Runnable pause) {
    int status = request.getAsInt();
    for (int tries = 1; tries < MOST_TRIES && isWorthATry(status); tries++) {
      pause.run();
      status = request.getAsInt();
    }
    return status;
  }

  private static boolean isWorthATry(int status) {
    return status == BUSY || status == Answers.NONE;
  }

  @Override
  public void close() {
    if (exchange != null) {
      try {
        exchange.close();
      } catch (UncheckedIOException e) {
        // The connection is broken, which is why it is closed.
      }
      exchange = null;
    }
  }
}
