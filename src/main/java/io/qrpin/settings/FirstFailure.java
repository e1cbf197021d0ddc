package io.qrpin.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * Watches a data source and keeps the first failure of anything that comes from it. Flyway can lose
 * an error of the database and fail later with a {@code NullPointerException} that says nothing.
 */
final class FirstFailure {

  private final AtomicReference<SQLException> first = new AtomicReference<>();

  Optional<SQLException> get() {
    return Optional.ofNullable(first.get());
  }

  DataSource watching(DataSource dataSource) {
    return watching(DataSource.class, dataSource);
  }

  private <T> T watching(Class<T> type, Object watched) {
    return type.cast(
        Proxy.newProxyInstance(
            FirstFailure.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(watched, arguments);
                Class<?> returned = method.getReturnType();
                return result != null
                        && returned.isInterface()
                        && returned.getPackageName().equals("java.sql")
                    ? watching(returned, result)
                    : result;
              } catch (InvocationTargetException e) {
                if (e.getCause() instanceof SQLException failure) {
                  first.compareAndSet(null, failure);
                }
                throw e.getCause();
              }
            }));
  }
}
