package io.qrpin.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class FirstFailureTest {

  private final FirstFailure failure = new FirstFailure();

  @Test
  void theFirstFailureOfAnythingFromTheDataSourceIsKept() throws SQLException {
    DataSource watched = failure.watching(returning(DataSource.class, failingConnection()));
    Statement statement = watched.getConnection().createStatement();

    assertThat(failure.get()).isEmpty();
    assertThatThrownBy(() -> statement.execute("first")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> statement.execute("second")).hasMessage("second");
    assertThat(failure.get()).map(SQLException::getMessage).contains("first");
  }

  private static Connection failingConnection() {
    Statement failing =
        proxy(
            Statement.class,
            arguments -> {
              throw new SQLException((String) arguments[0]);
            });
    return returning(Connection.class, failing);
  }

  private static <T> T returning(Class<T> type, Object result) {
    return proxy(type, arguments -> result);
  }

  private interface Answer {
    Object to(Object[] arguments) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            FirstFailureTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(arguments)));
  }
}
