package io.qrpin.subscriber;

import io.qrpin.PublicApi;

/** The directory could not answer. It says nothing about whether somebody exists. */
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
