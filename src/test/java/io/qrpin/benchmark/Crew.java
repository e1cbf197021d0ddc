package io.qrpin.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Does the same work many times, some at once, each with a connection. */
final class Crew {

  private Crew() {}

  /** What is done each time. */
  interface Work<R> {
    R with(Exchange exchange);
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
    try (Exchange exchange = new Exchange(port)) {
      return Stream.generate(left::getAndDecrement)
          .takeWhile(number -> number > 0)
          .map(number -> work.with(exchange))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
