package io.qrpin.desk.page;

import java.util.Optional;

/**
 * The facts that every page shows around its content.
 *
 * @param root the address of the desk, with a slash at its end
 * @param person the name of the person who is signed in, if somebody is
 * @param formKey the text that every form sends back, or an empty one
 */
public record Frame(String root, Optional<String> person, String formKey) {

  /** The address of a page. */
  public String to(String page) {
    return root + "pages/" + page;
  }
}
