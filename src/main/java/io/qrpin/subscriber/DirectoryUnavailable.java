package io.qrpin.subscriber;

/** The directory could not answer. It says nothing about whether somebody exists. */
public class DirectoryUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DirectoryUnavailable(String message) {
    super(message);
  }

  public DirectoryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
