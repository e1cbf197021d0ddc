package io.qrpin.desk.page;

/**
 * A badge or a PIN on a page that the browser prints.
 *
 * @param name the name that people read
 * @param signInName the name of the account
 * @param validity how long the badge is valid, or an empty text
 * @param isTemporary whether the badge is lent
 * @param drawing the badge's symbol as SVG, or an empty text
 * @param digits the PIN, or an empty text
 */
public record PrintedCard(
    String name,
    String signInName,
    String validity,
    boolean isTemporary,
    String drawing,
    String digits) {

  @Override
  public String toString() {
    return "PrintedCard[hidden]";
  }
}
