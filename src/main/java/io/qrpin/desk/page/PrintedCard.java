package io.qrpin.desk.page;

/**
 * A badge on a page that the browser prints.
 *
 * @param validity the end of its validity, for people
 * @param isTemporary whether it is lent
 * @param drawing its symbol as SVG
 */
public record PrintedCard(Worker worker, String validity, boolean isTemporary, String drawing) {

  @Override
  public String toString() {
    return "PrintedCard[hidden]";
  }
}
