package io.qrpin.benchmark;

import java.nio.charset.StandardCharsets;

/**
 * A request.
 *
 * @param token the bearer token
 * @param type the media type of the body
 * @param body the body; empty for none
 */
record Request(String method, String path, String token, String type, String body) {

  /** A request with JSON, or without a body. */
  Request(String method, String path, String token, String json) {
    this(method, path, token, "application/json", json);
  }

  /** As it goes over the wire in HTTP/1.1. */
  byte[] bytes() {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAuthorization: Bearer "
            + token
            + (content.length == 0
                ? ""
                : "\r\nContent-Type: " + type + "\r\nContent-Length: " + content.length)
            + "\r\n\r\n";
    byte[] first = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + content.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(content, 0, all, first.length, content.length);
    return all;
  }

  @Override
  public String toString() {
    return "Request[hidden]";
  }
}
