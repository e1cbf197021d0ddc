package io.qrpin.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import io.qrpin.log.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each message is logged somewhere, and always with the values of all its parameters. */
class LoggedMessagesTest {

  /** An entry in the sources: {@code Message.SOME.with("some", value)}. */
  private record Said(Message message, Set<String> parameters) {}

  @Test
  void eachMessageIsLoggedAndEachOccurrenceNamesItsParameters() throws IOException {
    List<Said> said = saidIn(Sources.under(Path.of("src/main/java")));

    assertThat(said)
        .allSatisfy(
            entry ->
                assertThat(entry.parameters())
                    .as(entry.message().id())
                    .containsExactlyInAnyOrderElementsOf(entry.message().parameters()));
    assertThat(said.stream().map(Said::message)).contains(Message.values());
  }

  @Test
  void anEntryIsFoundWhereverItIsMade() throws IOException {
    List<Said> said =
        saidIn(
            Sources.ofTexts(
                List.of(
                    """
                    class Speaking {
                      Object a = add(Message.START_REFUSED.with("cause", 1).because(failure));
                      Object b = many.map(it -> add(Message.SCHEMA_VALIDATED.entry()));
                    }
                    """)));

    assertThat(said)
        .containsExactly(
            new Said(Message.START_REFUSED, Set.of("cause")),
            new Said(Message.SCHEMA_VALIDATED, Set.of()));
  }

  private static List<Said> saidIn(Sources sources) throws IOException {
    List<Said> said = new ArrayList<>();
    for (CompilationUnitTree unit : sources.parsed()) {
      unit.accept(new Entries(), said);
    }
    return said;
  }

  private static final class Entries extends TreeScanner<Void, List<Said>> {

    @Override
    public Void visitMethodInvocation(MethodInvocationTree outermost, List<Said> said) {
      Set<String> parameters = new TreeSet<>();
      ExpressionTree part = outermost;
      while (part instanceof MethodInvocationTree call
          && call.getMethodSelect() instanceof MemberSelectTree method) {
        if (method.getIdentifier().contentEquals("with")
            && call.getArguments().get(0) instanceof LiteralTree parameter) {
          parameters.add(parameter.getValue().toString());
        }
        part = method.getExpression();
      }
      if (part instanceof MemberSelectTree constant
          && constant.getExpression().toString().equals("Message")) {
        String name = constant.getIdentifier().toString();
        Stream.of(Message.values())
            .filter(message -> message.name().equals(name))
            .forEach(message -> said.add(new Said(message, parameters)));
        return null;
      }
      return super.visitMethodInvocation(outermost, said);
    }
  }
}
