package io.qrpin.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Does the same work many times: several clients at once, each with its own connection. */
final class Crew {

  private Crew() {}

  /** One piece of the work. It may fail: then it returns nothing, and the crew goes on. */
  interface Work<R> {
    Optional<R> with(Client client);
  }

  static <R> List<R> of(int atOnce, int many, int port, Work<R> work) {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    AtomicInteger left = new AtomicInteger(many);
    try {
      List<CompletableFuture<List<R>>> all =
          IntStream.range(0, atOnce)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> some(port, left, work), threads))
              .toList();
      return all.stream().map(CompletableFuture::join).flatMap(List::stream).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static <R> List<R> some(int port, AtomicInteger left, Work<R> work) {
    try (Client client = new Client(port)) {
      return Stream.generate(left::getAndDecrement)
          .takeWhile(number -> number > 0)
          .flatMap(number -> work.with(client).stream())
          .toList();
    }
  }
}
