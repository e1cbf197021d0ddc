package io.qrpin.settings;

/** A setting is missing or out of its bounds; the message names it, and never its value. */
class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSetting(String name, String problem) {
    super("the setting " + name + " " + problem);
  }

  InvalidSetting(String name, String problem, Throwable cause) {
    super("the setting " + name + " " + problem, cause);
  }
}
