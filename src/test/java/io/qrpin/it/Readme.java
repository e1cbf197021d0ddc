package io.qrpin.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the files and blocks of the README that a reader copies. */
final class Readme {

  /** A paragraph that begins with the name of a file, and the block behind it. */
  private static final Pattern FILE =
      Pattern.compile("(?ms)^`([^`\\n]+)`(?:(?!^```|^`).)*^```\\w+\\n(.*?)^```$");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");

  private Readme() {}

  /** The files of a section, by their names. */
  static Map<String, String> files(String heading) {
    Map<String, String> files = new TreeMap<>();
    Matcher shown = FILE.matcher(section(heading));
    while (shown.find()) {
      files.put(shown.group(1), shown.group(2));
    }
    return files;
  }

  /** A block of a section, counted from 0. */
  static String block(String heading, int index) {
    return BLOCK.matcher(section(heading)).results().skip(index).findFirst().orElseThrow().group(1);
  }

  /** From a heading to the next one. */
  private static String section(String heading) {
    try {
      String readme = Files.readString(Path.of("README.md"));
      int start = readme.indexOf("\n" + heading + "\n") + heading.length() + 2;
      Matcher next = Pattern.compile("(?m)^##+ ").matcher(readme);
      return readme.substring(start, next.find(start) ? next.start() : readme.length());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
