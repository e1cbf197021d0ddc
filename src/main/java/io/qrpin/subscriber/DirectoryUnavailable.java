package io.qrpin.subscriber;

import io.qrpin.PublicApi;

/**
 * The directory could not answer, so nothing is known about whether the worker exists. The failure
 * may pass: the caller can try again.
 */
@PublicApi
public class DirectoryUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DirectoryUnavailable(String message) {
    super(message);
  }

  public DirectoryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
