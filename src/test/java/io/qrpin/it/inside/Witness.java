package io.qrpin.it.inside;

import io.qrpin.audit.CredentialEvent;
import io.qrpin.audit.SignInEvent;
import io.qrpin.subscriber.SubscriberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An embedder's observer. */
@ApplicationScoped
class Witness {

  private final List<CredentialEvent> seen = new CopyOnWriteArrayList<>();
  private final List<SignInEvent> attempts = new CopyOnWriteArrayList<>();
  private final Set<SubscriberId> refused = ConcurrentHashMap.newKeySet();

  void see(@Observes CredentialEvent event) {
    if (refused.contains(event.subject())) {
      throw new IllegalStateException("refused by an observer");
    }
    seen.add(event);
  }

  void seeAttempt(@Observes SignInEvent event) {
    attempts.add(event);
  }

  List<SignInEvent> attemptsOn(SubscriberId subscriber) {
    return attempts.stream().filter(event -> event.subject().equals(subscriber)).toList();
  }

  List<CredentialEvent> seenOn(SubscriberId subscriber) {
    return seen.stream().filter(event -> event.subject().equals(subscriber)).toList();
  }

  void refuse(SubscriberId subscriber) {
    refused.add(subscriber);
  }
}
