package io.qrpin.log;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * A field of what the current thread logs, also of what others log on it, such as the database's
 * driver. Liberty writes it into lines in JSON, with {@code ext_} before its name. On another
 * server it does nothing.
 */
public enum Field {
  /** The name of the event, for example {@code StartRefused}. */
  EVENT("qrpin_event"),

  /** The id of the request that the thread works for. */
  REQUEST("qrpin_request");

  /** Called by its name, because no other server has it. */
  private static final String LIBERTYS = "com.ibm.websphere.logging.hpel.LogRecordContext";

  private static final Optional<Method> SET = method("addExtension", String.class, String.class);

  private static final Optional<Method> CLEAR = method("removeExtension", String.class);

  private final String fieldName;

  Field(String fieldName) {
    this.fieldName = fieldName;
  }

  /** Sets the field for this thread, until it is cleared. */
  public void set(String value) {
    call(SET, fieldName, value);
  }

  /** Clears the field for this thread, which will do something else. */
  public void clear() {
    call(CLEAR, fieldName);
  }

  private static Optional<Method> method(String name, Class<?>... parameters) {
    try {
      return Optional.of(Class.forName(LIBERTYS).getMethod(name, parameters));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static void call(Optional<Method> method, Object... arguments) {
    if (method.isPresent()) {
      try {
        method.get().invoke(null, arguments);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
