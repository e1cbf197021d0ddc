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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The sample application and the desk, packed as Maven packs them. {@code mvn liberty:run} compiles
 * classes and packs one WAR, and no more. So the server packs the others when it starts. Before
 * that it compiles the reader of QR codes and the desk's pages, once, for some six seconds. A
 * packaged server has the WARs.
 *
 * <p>Applications of folders would need no packing, but Liberty does not run Jakarta Security in
 * one (its issue 35473).
 *
 * @param project the folder of the {@code pom.xml}, if this server is run by Maven
 * @param compilers the folder with the jars that compile the reader ({@code scanner}) and the pages
 *     ({@code template}), and those that only the desk has ({@code desk})
 * @param wars the folder from which the server starts the applications
 */
record FirstRunApplications(Path project, Path compilers, Path wars) {

  /** The rooms that are not in the jar for embedders. */
  private static final List<String> NOT_EMBEDDABLE =
      List.of(
          "io/qrpin/rest",
          "io/qrpin/desk",
          "io/qrpin/firstrun",
          "io/qrpin/scanner",
          "io/qrpin/template",
          "example");

  private static final String SCRIPT = "META-INF/resources/qrpin/zxing.js";

  /**
   * A WAR to pack.
   *
   * @param name its name without {@code .war}
   * @param files its files, such as style sheets
   * @param room the package of its classes, as a folder
   * @param compiled a folder of more classes
   * @param libraries jars that qrpin does not have
   */
  private record Application(
      String name, Path files, String room, List<Path> compiled, List<Path> libraries) {}

  /** Packs in the background, so that qrpin starts meanwhile. */
  void packInBackground() {
    if (Files.isDirectory(classes())) {
      Thread packing = new Thread(this::packAll, "qrpin-applications");
      packing.setDaemon(true);
      packing.start();
    }
  }

  private void packAll() {
    try {
      Process pages =
          compile(
              "template",
              "io.qrpin.template.TemplateCompiler",
              project.resolve("src/desk/jte"),
              classes().resolve("io/qrpin/desk"),
              deskPages());
      Process reader =
          compile("scanner", "io.qrpin.scanner.ScriptCompiler", classes().resolve(SCRIPT));
      requireDone(reader, "the reader of QR codes");
      requireDone(pages, "the desk's pages");
      byte[] embeddable = embeddableJar();
      pack(
          new Application(
              "sample", project.resolve("src/sample/webapp"), "example", List.of(), List.of()),
          embeddable);
      pack(
          new Application(
              "qrpin-desk",
              project.resolve("src/desk/webapp"),
              "io/qrpin/desk",
              List.of(deskPages()),
              Stream.concat(
                      filesIn(compilers.resolve("template")).stream()
                          .filter(jar -> jar.getFileName().toString().startsWith("jte-runtime")),
                      filesIn(compilers.resolve("desk")).stream())
                  .toList()),
          embeddable);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the applications cannot be packed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path classes() {
    return project.resolve("target/classes");
  }

  private Path deskPages() {
    return project.resolve("target/desk-pages");
  }

  /** In a process of its own, because it needs much memory and only once. */
  private Process compile(String compiler, String program, Path... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                String.join(
                    File.pathSeparator,
                    classes().toString(),
                    compilers.resolve(compiler).resolve("*").toString()),
                program));
    Stream.of(arguments).map(Path::toString).forEach(command::add);
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static void requireDone(Process compiling, String what)
      throws IOException, InterruptedException {
    if (compiling.waitFor() != 0) {
      throw new IOException(what + " cannot be compiled");
    }
  }

  private void pack(Application application, byte[] embeddable) throws IOException {
    Path war = wars.resolve(application.name() + ".war");
    if (isOutdated(war, application)) {
      Files.createDirectories(wars);
      Path unfinished = Files.createTempFile(project.resolve("target"), application.name(), ".tmp");
      try (OutputStream file = Files.newOutputStream(unfinished)) {
        write(application, embeddable, file);
      }
      Files.move(unfinished, war, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private boolean isOutdated(Path war, Application application) throws IOException {
    if (!Files.exists(war)) {
      return true;
    }
    FileTime packed = Files.getLastModifiedTime(war);
    List<Path> inputs = new ArrayList<>(application.compiled());
    inputs.add(classes());
    inputs.add(application.files());
    for (Path input : inputs) {
      for (Path file : filesIn(input)) {
        if (Files.getLastModifiedTime(file).compareTo(packed) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private void write(Application application, byte[] embeddable, OutputStream file)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "", application.files(), filesIn(application.files()));
      add(zip, "WEB-INF/classes/", classes(), filesIn(classes().resolve(application.room())));
      for (Path folder : application.compiled()) {
        add(
            zip,
            "WEB-INF/classes/",
            folder,
            filesIn(folder).stream().filter(it -> it.toString().endsWith(".class")).toList());
      }
      Path libraries = project.resolve("target/qrpin/WEB-INF/lib");
      add(zip, "WEB-INF/lib/", libraries, filesIn(libraries));
      for (Path library : application.libraries()) {
        add(zip, "WEB-INF/lib/", library.getParent(), List.of(library));
      }
      zip.putNextEntry(new ZipEntry("WEB-INF/lib/qrpin-embeddable.jar"));
      zip.write(embeddable);
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
