package io.qrpin.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/** Records the requests as they leave the client, and the answers as they arrive. */
final class Wire implements Interceptor {
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final List<Response> answers = new CopyOnWriteArrayList<>();

  @Override
  public Response intercept(Chain chain) throws IOException {
    requests.add(chain.request());
    Response answer = chain.proceed(chain.request());
    answers.add(answer);
    return answer;
  }

  String bodyOf(int index) {
    try (Buffer buffer = new Buffer()) {
      requests.get(index).body().writeTo(buffer);
      return buffer.readUtf8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
