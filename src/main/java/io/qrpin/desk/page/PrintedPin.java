package io.qrpin.desk.page;

/** A PIN on a page that the browser prints. */
public record PrintedPin(Worker worker, String digits) {

  @Override
  public String toString() {
    return "PrintedPin[hidden]";
  }
}
