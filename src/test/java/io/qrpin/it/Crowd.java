package io.qrpin.it;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Many clients, each with its own thread. */
final class Crowd implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Sends all requests at once, and waits for all answers. */
  static <R> List<R> atOnce(int many, IntFunction<R> request) {
    CyclicBarrier start = new CyclicBarrier(many);
    try (Crowd crowd = new Crowd()) {
      List<CompletableFuture<R>> sent = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        int number = i;
        sent.add(
            crowd.begin(
                () -> {
                  await(start);
                  return request.apply(number);
                }));
      }
      return answers(sent);
    }
  }

  /** Sends a request and does not wait for its answer. */
  <R> CompletableFuture<R> begin(Supplier<R> request) {
    return CompletableFuture.supplyAsync(request, threads);
  }

  static <R> List<R> answers(List<CompletableFuture<R>> sent) {
    return sent.stream().map(CompletableFuture::join).toList();
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
