package io.qrpin.it.inside;

import io.qrpin.subscriber.Subscriber;
import io.qrpin.subscriber.SubscriberId;
import io.qrpin.subscriber.UserDirectory;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Optional;

/** An embedder's own directory: one bean. */
@Alternative
@Priority(1)
@ApplicationScoped
class StaffDirectory implements UserDirectory {

  @Override
  public Optional<Subscriber> findById(SubscriberId id) {
    return id.value().startsWith("staff-")
        ? Optional.of(Subscriber.named(id, id.value()))
        : Optional.empty();
  }

  @Override
  public Optional<Subscriber> findByUserPrincipalName(String userPrincipalName) {
    return Optional.empty();
  }
}
