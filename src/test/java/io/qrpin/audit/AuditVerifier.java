package io.qrpin.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** The program that ships for auditors, {@code VerifyAudit.java}, compiled once and run here. */
final class AuditVerifier {

  private static final Path PROGRAM = Path.of("liberty/production/VerifyAudit.java");

  private final Path folder;
  private final Method run;

  AuditVerifier(Path folder) {
    this.folder = folder;
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all",
                "-Werror",
                "-proc:none",
                "-classpath",
                folder.toString(),
                "-d",
                folder.toString(),
                PROGRAM.toString());
    if (status != 0) {
      throw new IllegalStateException(PROGRAM + " does not compile");
    }
    try {
      ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
      run = loader.loadClass("VerifyAudit").getDeclaredMethod("run", List.class, PrintStream.class);
      run.setAccessible(true);
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The printed text of the program after its status, such as {@code 1 NOT VERIFIED: …}. */
  String verdict(String certificate, String checkpoints, String rows) {
    List<String> arguments = new ArrayList<>();
    arguments.add(write("audit.pem", certificate));
    arguments.add(write("checkpoints.json", checkpoints));
    arguments.add(write("rows.ndjson", rows));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      return run.invoke(null, arguments, out) + " " + printed.toString(StandardCharsets.UTF_8);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private String write(String name, String content) {
    try {
      return Files.writeString(folder.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A page of checkpoints as the server writes it, on one line. */
  static String page(List<Checkpoint> checkpoints) {
    return checkpoints.stream()
            .map(AuditVerifier::json)
            .collect(Collectors.joining(",", "{\"value\":[", "]}"))
        + "\n";
  }

  private static String json(Checkpoint checkpoint) {
    String links =
        checkpoint
            .links()
            .map(list -> list.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")))
            .orElse("null");
    return "{\"sequence\":%d,\"statement\":\"%s\",\"signature\":\"%s\",\"links\":%s}"
        .formatted(checkpoint.sequence(), checkpoint.statement(), checkpoint.signature(), links);
  }

  /** A copy of rows as the server writes it. */
  static String lines(List<AuditRow> rows) {
    return rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining())
        + "{\"@odata.deltaLink\":\"https://qrpin.example/\"}\n";
  }
}
