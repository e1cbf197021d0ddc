package io.qrpin.template;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.html.OwaspHtmlPolicy;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles the templates of the desk's pages to classes. It needs the JDK's compiler and, on its
 * class path, the classes that the templates show.
 */
public final class TemplateCompiler {

  /** The package of the classes; {@code desk.page.Pages} looks for them there. */
  private static final String PACKAGE = "io.qrpin.desk.template";

  private TemplateCompiler() {}

  /**
   * @param args the folder of the templates, the folder of the desk's own classes, and the folder
   *     to write to; what is newer than both inputs stays
   */
  public static void main(String[] args) throws IOException {
    Path templates = Path.of(args[0]);
    Path shown = Path.of(args[1]);
    Path compiled = Path.of(args[2]);
    Path done = compiled.resolve("compiled");
    if (!Files.exists(done) || isNewer(templates, done) || isNewer(shown, done)) {
      Files.createDirectories(compiled);
      TemplateEngine engine =
          TemplateEngine.create(
              new DirectoryCodeResolver(templates),
              compiled,
              ContentType.Html,
              TemplateCompiler.class.getClassLoader(),
              PACKAGE);
      engine.setHtmlPolicy(new OwaspHtmlPolicy());
      engine.setTrimControlStructures(true);
      engine.setCompileArgs("--release", "17");
      engine.cleanAll();
      engine.precompileAll(
          List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
      Files.writeString(done, "");
    }
  }

  private static boolean isNewer(Path folder, Path than) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
