package io.qrpin.log;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Where a class logs its messages. Thread safety: safe. */
public final class Log {

  private final Logger logger;

  private Log(Logger logger) {
    this.logger = logger;
  }

  /** The log of a class, under the name of the class. */
  public static Log of(Class<?> type) {
    return new Log(Logger.getLogger(type.getName()));
  }

  /** Logs an entry. A server that writes JSON writes its event as a field. */
  public void add(Message.Entry entry) {
    Message message = entry.message();
    Field.EVENT.set(message.event());
    try {
      logger.logp(
          message.level(), logger.getName(), null, entry.failure().orElse(null), entry::line);
    } finally {
      Field.EVENT.clear();
    }
  }

  /**
   * Writes a line for developers, which has no id. It is hidden until somebody asks for a trace.
   */
  public void trace(String text, Throwable failure) {
    logger.logp(Level.FINE, logger.getName(), null, text, failure);
  }
}
