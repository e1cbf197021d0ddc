package io.qrpin.firstrun;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The sample application, packed as Maven packs it. {@code mvn liberty:run} compiles classes and
 * packs one WAR, and no more. So the server packs the sample when it starts, and before that
 * compiles the reader of QR codes, once, for some six seconds. A packaged server has the WAR.
 *
 * <p>An application of folders would need no packing, but Liberty does not run Jakarta Security in
 * one (its issue 35473).
 *
 * @param project the folder of the {@code pom.xml}, if this server is run by Maven
 * @param compiler the folder with the jars that compile the reader
 * @param war the file to write, from which the server starts the sample
 */
record FirstRunSample(Path project, Path compiler, Path war) {

  /** The rooms that are not in the jar for embedders. */
  private static final List<String> NOT_EMBEDDABLE =
      List.of("io/qrpin/rest", "io/qrpin/firstrun", "io/qrpin/scanner", "example");

  private static final String SCRIPT = "META-INF/resources/qrpin/zxing.js";

  /** Packs in the background, so that qrpin starts meanwhile. */
  void packInBackground() {
    if (Files.isDirectory(classes())) {
      Thread packing = new Thread(this::pack, "qrpin-sample");
      packing.setDaemon(true);
      packing.start();
    }
  }

  private void pack() {
    try {
      compileReader();
      if (isOutdated()) {
        Files.createDirectories(war.getParent());
        Path unfinished = Files.createTempFile(project.resolve("target"), "sample", ".tmp");
        try (OutputStream file = Files.newOutputStream(unfinished)) {
          writeWar(file);
        }
        Files.move(unfinished, war, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the sample application cannot be packed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path classes() {
    return project.resolve("target/classes");
  }

  private Path pages() {
    return project.resolve("src/sample/webapp");
  }

  /** In a process of its own, because it needs much memory and only once. */
  private void compileReader() throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                classes() + File.pathSeparator + compiler.resolve("*"),
                "io.qrpin.scanner.ScriptCompiler",
                classes().resolve(SCRIPT).toString())
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("the reader of QR codes does not compile");
    }
  }

  private boolean isOutdated() throws IOException {
    if (!Files.exists(war)) {
      return true;
    }
    FileTime packed = Files.getLastModifiedTime(war);
    for (Path input : List.of(classes(), pages())) {
      for (Path file : filesIn(input)) {
        if (Files.getLastModifiedTime(file).compareTo(packed) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void writeWar(OutputStream file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "", pages(), filesIn(pages()));
      add(zip, "WEB-INF/classes/", classes(), filesIn(classes().resolve("example")));
      Path libraries = project.resolve("target/qrpin/WEB-INF/lib");
      add(zip, "WEB-INF/lib/", libraries, filesIn(libraries));
      zip.putNextEntry(new ZipEntry("WEB-INF/lib/qrpin-embeddable.jar"));
      zip.write(embeddableJar());
    }
  }

  private byte[] embeddableJar() throws IOException {
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(jar)) {
      add(zip, "", classes(), filesIn(classes()).stream().filter(this::isEmbeddable).toList());
    }
    return jar.toByteArray();
  }

  private boolean isEmbeddable(Path file) {
    return NOT_EMBEDDABLE.stream().noneMatch(classes().relativize(file)::startsWith);
  }

  /** Adds files under their names below the root. */
  private static void add(ZipOutputStream zip, String prefix, Path root, List<Path> files)
      throws IOException {
    for (Path file : files) {
      String name = root.relativize(file).toString().replace(File.separatorChar, '/');
      zip.putNextEntry(new ZipEntry(prefix + name));
      Files.copy(file, zip);
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
