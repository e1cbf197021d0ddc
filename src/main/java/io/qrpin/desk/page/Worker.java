package io.qrpin.desk.page;

import io.qrpin.subscriber.Subscriber;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A worker as pages name them.
 *
 * @param id the directory's id
 * @param name the name that people read
 * @param signInName the name of the account
 * @param number the employee number, or an empty text
 */
public record Worker(String id, String name, String signInName, String number) {

  public static Worker of(Subscriber subscriber) {
    return new Worker(
        subscriber.id().value(),
        subscriber.displayName().orElse(subscriber.userPrincipalName()),
        subscriber.userPrincipalName(),
        subscriber.employeeNumber().orElse(""));
  }

  /** The part of an address that says whom a page is about. */
  public String query() {
    return query(id);
  }

  /** The same for a worker of whom only the id is known. */
  public static String query(String id) {
    return "?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
