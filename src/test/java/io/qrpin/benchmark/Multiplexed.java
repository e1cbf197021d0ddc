package io.qrpin.benchmark;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.function.IntConsumer;

/**
 * Connections to a server, by TLS and HTTP/2. Each carries many requests at once. One thread serves
 * them all: the JDK's client, which hands each request from thread to thread, took a sixth of the
 * processors. Thread safety: safe.
 */
final class Multiplexed implements AutoCloseable {

  private static final int STREAMS_A_CONNECTION = 32;

  private final int port;
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final HttpClient client;

  Multiplexed(int port, int connections) {
    this.port = port;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setUseAlpn(true)
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setHttp2MultiplexingLimit(STREAMS_A_CONNECTION),
            new PoolOptions().setHttp2MaxSize(connections));
  }

  /**
   * Sends a request and does not wait for its answer. It runs in the thread that serves the
   * connections: in another thread, the answer could come before its listener is set.
   *
   * @param answered receives the status, or {@link Answers#NONE}
   */
  void send(Request request, IntConsumer answered) {
    loop.runOnContext(
        inLoop -> status(request).otherwise(Answers.NONE).onSuccess(answered::accept));
  }

  private Future<Integer> status(Request request) {
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setHost("localhost")
                .setPort(port)
                .setURI(request.path())
                .putHeader("Authorization", "Bearer " + request.token())
                .putHeader("Content-Type", request.type()))
        .compose(asked -> asked.send(request.body()))
        .compose(answer -> answer.end().map(done -> answer.statusCode()));
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
