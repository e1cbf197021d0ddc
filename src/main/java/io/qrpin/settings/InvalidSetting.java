package io.qrpin.settings;

/** A setting is missing or not usable. The message names the setting and never its value. */
class InvalidSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidSetting(String name, String problem) {
    super("the setting " + name + " " + problem);
  }

  InvalidSetting(String name, String problem, Throwable cause) {
    super("the setting " + name + " " + problem, cause);
  }
}
