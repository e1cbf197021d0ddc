package io.qrpin.benchmark;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sends requests to a server, and records the status and the time of each answer. An unexpected
 * status is recorded like any other and never ends a run. Connections of HTTP/1.1 are open before
 * the clock starts. Thread safety: safe.
 */
final class Traffic {

  private static final long PAUSE_BETWEEN_LOOKS_NANOS = 500_000;
  private static final long SEED = 20_261_124;

  private final int port;

  Traffic(int port) {
    this.port = port;
  }

  /**
   * Sends as many requests as the server takes: each client sends its next request when the one
   * before is answered. This measures the throughput.
   */
  Answers closed(int clients, Duration duration, Supplier<Request> requests) {
    Answers answers = new Answers();
    List<Client> connected = connected(clients);
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    List<Thread> threads =
        connected.stream()
            .map(client -> started(() -> askUntil(end, client, requests, answers)))
            .toList();
    threads.forEach(Traffic::join);
    return answers.over(System.nanoTime() - start);
  }

  private static void askUntil(
      long end, Client client, Supplier<Request> requests, Answers answers) {
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      answers.add(client.answer(requests.get()), now);
    }
    client.close();
  }

  /**
   * Sends as many requests as are wanted, however slow the server is (Poisson arrivals). A latency
   * counts from when the request was due, so that a stall delays all requests that come meanwhile.
   *
   * @param connections at most; the wait for a free one is part of the latency
   */
  Answers open(int connections, double aSecond, Duration duration, Supplier<Request> requests) {
    Answers answers = new Answers();
    BlockingQueue<Due> queue = new LinkedBlockingQueue<>();
    List<Thread> threads =
        connected(connections).stream()
            .map(client -> started(() -> serve(client, queue, answers)))
            .toList();
    arrivals(aSecond, duration, due -> queue.add(new Due(requests.get(), due)));
    threads.forEach(thread -> queue.add(Due.NO_MORE));
    threads.forEach(Traffic::join);
    return answers.over(duration.toNanos());
  }

  private record Due(Request request, long at) {
    static final Due NO_MORE = new Due(new Request("", "", "", ""), 0);
  }

  private static void serve(Client client, BlockingQueue<Due> queue, Answers answers) {
    try {
      for (Due due = queue.take(); due != Due.NO_MORE; due = queue.take()) {
        answers.add(client.answer(due.request()), due.at());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }

  /**
   * Sends more requests than the server takes, over HTTP/2. Liberty closes an HTTP/1.1 connection
   * after each 503, and opening the next one would be most of what is measured.
   *
   * @param connections at most, each with many requests at once; opened when they are needed
   */
  Answers openOverHttp2(
      int connections, double aSecond, Duration duration, Supplier<Request> requests) {
    Answers answers = new Answers();
    Phaser open = new Phaser(1);
    try (Multiplexed server = new Multiplexed(port, connections)) {
      arrivals(
          aSecond,
          duration,
          due -> {
            open.register();
            server.send(
                requests.get(),
                status -> {
                  answers.add(status, due);
                  open.arriveAndDeregister();
                });
          });
      open.arriveAndAwaitAdvance();
    }
    return answers.over(duration.toNanos());
  }

  private static void arrivals(double aSecond, Duration duration, LongConsumer arrival) {
    Random random = new Random(SEED);
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    for (double due = start; due < end; due -= Math.log(1 - random.nextDouble()) * 1e9 / aSecond) {
      waitUntil((long) due);
      arrival.accept((long) due);
    }
  }

  private List<Client> connected(int many) {
    return Stream.generate(() -> new Client(port)).limit(many).toList();
  }

  private static void waitUntil(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, PAUSE_BETWEEN_LOOKS_NANOS));
    }
  }

  private static Thread started(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
