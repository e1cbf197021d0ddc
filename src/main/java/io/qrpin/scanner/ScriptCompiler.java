package io.qrpin.scanner;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/**
 * Compiles {@link SymbolReader} to a module of JavaScript. Maven runs it before it packs the jar,
 * and the first-run server before it serves, because {@code mvn liberty:run} packs no jar.
 */
public final class ScriptCompiler {

  private ScriptCompiler() {}

  /**
   * @param args the file to write; one that is newer than the class stays
   */
  public static void main(String[] args) throws IOException {
    Path script = Path.of(args[0]).toAbsolutePath();
    if (!isNewerThanTheClass(script)) {
      Files.createDirectories(script.getParent());
      Path unfinished = Files.createTempDirectory(script.getParent(), "compiling");
      compileInto(unfinished, script.getFileName().toString());
      Files.move(
          unfinished.resolve(script.getFileName()), script, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(unfinished);
    }
  }

  private static boolean isNewerThanTheClass(Path script) throws IOException {
    URL compiled = SymbolReader.class.getResource("SymbolReader.class");
    return Files.exists(script)
        && Files.getLastModifiedTime(script).toMillis()
            > compiled.openConnection().getLastModified();
  }

  private static void compileInto(Path folder, String name) {
    TeaVMTool compiler = new TeaVMTool();
    compiler.setMainClass(SymbolReader.class.getName());
    compiler.setClassLoader(ScriptCompiler.class.getClassLoader());
    compiler.setTargetType(TeaVMTargetType.JAVASCRIPT);
    compiler.setJsModuleType(JSModuleType.ES2015);
    compiler.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    compiler.setObfuscated(true);
    compiler.setStrict(true);
    compiler.setTargetDirectory(folder.toFile());
    compiler.setTargetFileName(name);
    compiler.setLog(new EmptyTeaVMToolLog());
    try {
      compiler.generate();
    } catch (TeaVMToolException e) {
      throw new IllegalStateException("the reader of QR codes cannot be compiled", e);
    }
    for (Problem problem : compiler.getProblemProvider().getSevereProblems()) {
      throw new IllegalStateException(
          "the reader of QR codes cannot be compiled: " + problem.getText());
    }
  }
}
