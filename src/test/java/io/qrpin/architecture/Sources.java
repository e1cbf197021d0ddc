package io.qrpin.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java sources. The strings are read here and not from class files, because a constant of one room
 * is copied into the class files of the rooms that use it.
 */
record Sources(List<JavaFileObject> files) {

  static Sources under(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return ofTexts(
          paths.filter(path -> path.toString().endsWith(".java")).map(Sources::read).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Sources ofTexts(List<String> texts) {
    return new Sources(
        IntStream.range(0, texts.size())
            .<JavaFileObject>mapToObj(number -> new Text(number, texts.get(number)))
            .toList());
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Several classes may stand in one text, public ones too. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(int number, String text) {
      super(URI.create("text:///" + number + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  /** Compiles them into an empty folder, and returns it. */
  Path compile() {
    try {
      Path folder = emptied(Path.of("target/house-next-door"));
      StringWriter errors = new StringWriter();
      if (!task(errors, List.of("-proc:none", "-d", folder.toString())).call()) {
        throw new IllegalStateException(errors.toString());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Class files of an earlier run would be judged too. */
  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> old = Files.walk(folder)) {
      for (Path file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  private CompilationTask task(StringWriter errors, List<String> options) {
    return ToolProvider.getSystemJavaCompiler().getTask(errors, null, null, options, null, files);
  }

  /** The values of all string literals, by the full name of the outermost class. */
  Map<String, List<String>> stringsByClass() {
    Map<String, List<String>> strings = new TreeMap<>();
    try {
      for (CompilationUnitTree unit : parsed()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree outermost) {
            List<String> found = new ArrayList<>();
            outermost.accept(new Literals(), found);
            strings.put(unit.getPackageName() + "." + outermost.getSimpleName(), found);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return strings;
  }

  /** The syntax trees. */
  Iterable<? extends CompilationUnitTree> parsed() throws IOException {
    return ((JavacTask) task(new StringWriter(), List.of("-proc:none"))).parse();
  }

  private static final class Literals extends TreeScanner<Void, List<String>> {
    @Override
    public Void visitLiteral(LiteralTree literal, List<String> found) {
      if (literal.getValue() instanceof String text) {
        found.add(text);
      }
      return null;
    }
  }
}
