package io.qrpin.retention;

import io.qrpin.log.Log;
import io.qrpin.log.Message;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Decides who has left: a person without a method, or one whom the directory does not know. For one
 * sweep and one thread.
 */
final class Leavers {

  private static final Log LOG = Log.of(Leavers.class);

  private final UserDirectory directory;
  private boolean directoryAnswers = true;

  Leavers(UserDirectory directory) {
    this.directory = directory;
  }

  /**
   * The leavers among people who were not seen for long. Only people with a method are looked up.
   * If the directory fails on one of them, all of them are kept, and it is not asked again.
   */
  Set<SubscriberId> among(Collection<SubscriberId> notSeen, Set<SubscriberId> withMethod) {
    Set<SubscriberId> leavers = new LinkedHashSet<>(notSeen);
    leavers.removeAll(withMethod);
    leavers.addAll(unknown(withMethod));
    return leavers;
  }

  private Set<SubscriberId> unknown(Set<SubscriberId> withMethod) {
    Set<SubscriberId> unknown = new HashSet<>();
    try {
      for (SubscriberId subscriber : withMethod) {
        if (!directoryAnswers) {
          return Set.of();
        }
        if (directory.findById(subscriber).isEmpty()) {
          unknown.add(subscriber);
        }
      }
      return unknown;
    } catch (RuntimeException e) {
      // A directory of an application may throw anything. No answer is not the answer "unknown".
      directoryAnswers = false;
      LOG.add(Message.LEAVERS_KEPT.because(e));
      return Set.of();
    }
  }
}
