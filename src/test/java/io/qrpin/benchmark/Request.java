package io.qrpin.benchmark;

import java.nio.charset.StandardCharsets;

/**
 * A request.
 *
 * @param token the bearer token
 * @param json the body; empty for none
 */
record Request(String method, String path, String token, String json) {

  /** As it goes over the wire in HTTP/1.1. */
  byte[] bytes() {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAuthorization: Bearer "
            + token
            + (body.length == 0
                ? ""
                : "\r\nContent-Type: application/json\r\nContent-Length: " + body.length)
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }

  @Override
  public String toString() {
    return "Request[hidden]";
  }
}
