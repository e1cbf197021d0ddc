package io.qrpin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SqlTest {

  @Test
  void aNameBecomesAQuestionMark() {
    Sql.Bound bound = Sql.of("select :a from t where b = :bC1").with("bC1", 2).with("a", 1);

    assertThat(bound.text()).isEqualTo("select ? from t where b = ?");
    assertThat(bound.values()).containsExactly(1, 2);
  }

  @Test
  void aNameMayBeRepeated() {
    Sql.Bound bound = Sql.of(":a, :b, :a").with("a", 1).with("b", 2);

    assertThat(bound.text()).isEqualTo("?, ?, ?");
    assertThat(bound.values()).containsExactly(1, 2, 1);
  }

  @Test
  void aCastIsNoPlaceholder() {
    Sql.Bound bound = Sql.of("select :a::text, b::uuid, (:c::integer[])[1:3]").with("a", 1);

    assertThat(bound.text()).isEqualTo("select ?::text, b::uuid, (?::integer[])[1:3]");
    assertThat(bound.with("c", 2).values()).containsExactly(1, 2);
  }

  @Test
  void whatIsQuotedIsLeftAlone() {
    String quoted = "select 'HH:MI ''?'' :x', \"a:b?\", '\\:y$1'";

    Sql.Bound bound = Sql.of(quoted + ", :a").with("a", 1);

    assertThat(bound.text()).isEqualTo(quoted + ", ?");
    assertThat(bound.values()).containsExactly(1);
  }

  @Test
  void nullIsAValue() {
    assertThat(Sql.of(":a").with("a", null).values()).containsExactly((Object) null);
  }

  @Test
  void theLastValueOfANameCounts() {
    assertThat(Sql.of(":a").with("a", 1).with("a", 2).values()).containsExactly(2);
  }

  @Test
  void callsDoNotShareValues() {
    Sql sql = Sql.of(":a :b");
    sql.with("a", 1);

    assertThatIllegalStateException().isThrownBy(() -> sql.with("b", 2).values());
  }

  @Test
  void aMissingNameIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Sql.of(":a :missing").with("a", 1).values())
        .withMessageContaining(":missing");
  }

  @Test
  void anUnknownNameIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sql.of(":a").with("other", 1))
        .withMessageContaining(":other");
  }

  @Test
  void aQuestionMarkOutsideOfQuotesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sql.of("select ? from t"));
  }

  @Test
  void anAdministratorsStatementIsTakenAsItIs() {
    String text = "select * from t where name = ? and note <> ':x'";

    Sql.Bound bound = Sql.ofPositional(text, "key").with("key", "k");

    assertThat(bound.text()).isEqualTo(text);
    assertThat(bound.values()).containsExactly("k");
  }
}
